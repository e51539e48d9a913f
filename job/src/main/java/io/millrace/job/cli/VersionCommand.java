package io.millrace.job.cli;

import io.millrace.job.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        description = "Prints the version, the commit it was built from, Flink's and Java's version.")
final class VersionCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print it. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Version version = Version.current();
        if (output == OutputFormat.JSON) {
            Map<String, String> json = new LinkedHashMap<>();
            json.put("version", version.version());
            json.put("commit", version.commit());
            json.put("flink", version.flink());
            json.put("java", System.getProperty("java.version"));
            console.out().println(Json.line(json));
        } else {
            console.out().println(version);
        }
        return ExitCode.OK.code();
    }
}
