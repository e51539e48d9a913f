package io.millrace.job.cli;

import io.millrace.job.config.Compatibility;
import io.millrace.job.schema.Evolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Says whether a schema may follow an older one, and if not, why.",
            "Ends with code 5 when it may not.",
            ""
        })
final class SchemaCheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "OLD",
            index = "0",
            description = "The older schema: an .avsc file, a directory of versions, or class:NAME.")
    private String older;

    @Parameters(paramLabel = "NEW", index = "1", description = "The newer schema.")
    private String newer;

    @Option(
            names = "--mode",
            paramLabel = "backward|forward|full|none",
            defaultValue = "backward",
            description = {
                "backward: the newer schema reads the older one's records. forward: the older schema reads the newer one's."
                        + " full: both. none: nothing is asked.",
                "Default: ${DEFAULT-VALUE}."
            })
    private Compatibility mode;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as one JSON object. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    SchemaCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Evolution.Problem> problems;
        try {
            Schema old = SchemaCommand.load(older);
            problems = Evolution.problems(old, SchemaCommand.load(newer), mode);
        } catch (IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        if (output == OutputFormat.JSON) {
            console.out().println(Json.line(json(problems)));
        } else {
            problems.forEach(problem -> console.out().println(problem.line(older, newer)));
            console.out()
                    .println(
                            problems.isEmpty()
                                    ? newer + " may follow " + older + ": " + modeName() + " compatible"
                                    : Units.count(problems.size(), "problem"));
        }
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }

    private Map<String, Object> json(List<Evolution.Problem> problems) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mode", modeName());
        json.put("compatible", problems.isEmpty());
        json.put("problems", problems.stream().map(this::json).toList());
        return json;
    }

    private Map<String, Object> json(Evolution.Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reader", problem.newerReads() ? newer : older);
        json.put("field", problem.reason().path());
        json.put("rule", problem.reason().rule());
        json.put("message", problem.reason().message());
        return json;
    }

    private String modeName() {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
