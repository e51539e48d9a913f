package io.millrace.job.cli;

import io.millrace.job.schema.infer.Doubt;
import io.millrace.job.schema.infer.InferredSchema;
import io.millrace.job.schema.infer.SchemaInference;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "infer",
        description = {
            "Finds the schema of JSON records, one to a line, and prints it.",
            "All records of all files count. What they leave uncertain, and fields that no column can hold, are reported"
                    + " on standard error.",
            ""
        })
final class SchemaInferCommand implements Callable<Integer> {

    /** More lines than these are only counted. */
    private static final int LINES_SHOWN = 10;

    private final Console console;

    @Parameters(
            paramLabel = "FILES",
            arity = "1..*",
            description = "Files of newline-delimited JSON; those that end in .gz are decompressed.")
    private List<Path> files;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "Record",
            description = "What the schema's record is called. Default: ${DEFAULT-VALUE}.")
    private String name;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "The record's namespace. Default: none.")
    private String namespace;

    private final SchemaInference inference = new SchemaInference();
    private long unreadable;

    SchemaInferCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        InferredSchema inferred;
        try {
            for (Path file : files) {
                read(file);
            }
            inferred = inference.schema(name, namespace);
        } catch (NoSuchFileException e) {
            console.err().println("there is no file " + e.getFile());
            return ExitCode.USAGE.code();
        } catch (IOException e) {
            console.err().println("millrace: " + Causes.line(e));
            return ExitCode.FAILED.code();
        } catch (IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        console.out().println(inferred.schema().toString(true));
        report(inferred);
        return ExitCode.OK.code();
    }

    private void read(Path file) throws IOException {
        try (JsonLines lines = JsonLines.open(file)) {
            while (lines.next()) {
                add(file, lines);
            }
        }
    }

    private void add(Path file, JsonLines lines) {
        try {
            inference.add(lines.line());
        } catch (IOException e) {
            unreadable++;
            if (unreadable <= LINES_SHOWN) {
                String why = e.getMessage().lines().findFirst().orElse("");
                console.err().println(file + ":" + lines.number() + ": not read: " + why);
            }
        }
    }

    private void report(InferredSchema inferred) {
        for (Doubt doubt : inferred.doubts()) {
            console.err()
                    .println(doubt.kind().label() + ": " + (doubt.path().isEmpty() ? "" : doubt.path() + ": ")
                            + doubt.message());
        }
        console.err()
                .println(Units.count(inference.samples(), "record") + " of " + Units.count(files.size(), "file")
                        + (unreadable == 0 ? "" : ", " + Units.count(unreadable, "line") + " not read"));
    }
}
