package io.millrace.job.cli;

import io.millrace.job.schema.SchemaDiff;
import io.millrace.job.schema.SchemaDiff.Change;
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
        name = "diff",
        description = {
            "Prints how two schemas differ, a line for each field: its type, a question mark when it may be null, and its"
                    + " default.",
            "Ends with code 5 when they differ.",
            ""
        })
final class SchemaDiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "OLD",
            index = "0",
            description = "The older schema: an .avsc file, a directory of versions, or class:NAME.")
    private String older;

    @Parameters(paramLabel = "NEW", index = "1", description = "The newer schema.")
    private String newer;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as one JSON object. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    SchemaDiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Change> changes;
        try {
            Schema old = SchemaCommand.load(older);
            changes = SchemaDiff.between(old, SchemaCommand.load(newer));
        } catch (IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        if (output == OutputFormat.JSON) {
            console.out()
                    .println(Json.line(Map.of(
                            "changes",
                            changes.stream().map(SchemaDiffCommand::json).toList())));
        } else {
            changes.forEach(change -> console.out().println(line(change)));
        }
        return (changes.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }

    private static String line(Change change) {
        String path = change.path().isEmpty() ? "" : change.path() + ": ";
        return switch (change.kind()) {
            case ADDED -> "+ " + path + change.after();
            case REMOVED -> "- " + path + change.before();
            case CHANGED -> "~ " + path + change.before() + " → " + change.after();
        };
    }

    private static Map<String, String> json(Change change) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        json.put("field", change.path());
        json.put("before", change.before());
        json.put("after", change.after());
        return json;
    }
}
