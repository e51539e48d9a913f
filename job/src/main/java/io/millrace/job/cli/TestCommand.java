package io.millrace.job.cli;

import io.millrace.job.cases.CaseFiles;
import io.millrace.job.cases.CaseResult;
import io.millrace.job.cases.Cases;
import io.millrace.job.cases.JunitXml;
import io.millrace.job.config.ConfigException;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = {
            "Runs the cases of pipelines: gives each message to the pipeline's own decoding, functions and routing, and"
                    + " compares the rows, partitions and rejections with what the case expects. Starts no cluster, asks no"
                    + " service, and writes nothing.",
            ""
        })
final class TestCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "PIPELINE|DIRECTORY",
            arity = "0..*",
            defaultValue = ".",
            description =
                    "A pipeline, for the cases beside it in NAME.test.yaml; or a directory, for all cases below it."
                            + " Default: the directory in which it is started.")
    private List<Path> places = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Runs only the cases whose names have this text in them, in upper or lower case.")
    private String filter;

    @Option(
            names = "--junit-xml",
            paramLabel = "FILE",
            description = "Also writes the results to a file, in the form of JUnit's reports, which CI servers read.")
    private Path junitXml;

    TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Cases> loaded = new ArrayList<>();
        int problems = 0;
        try {
            for (Path file : CaseFiles.of(places)) {
                try {
                    loaded.add(Cases.load(file));
                } catch (ConfigException e) {
                    problems += e.problems().size();
                    Findings.of(e).print(console.err());
                }
            }
        } catch (FileNotFoundException e) {
            console.err().println("millrace: " + e.getMessage());
            return ExitCode.USAGE.code();
        }
        if (problems > 0) {
            console.err().println("millrace: " + Units.count(problems, "problem") + "; no case was run.");
            return ExitCode.USAGE.code();
        }
        return run(loaded).code();
    }

    private ExitCode run(List<Cases> loaded) throws IOException {
        Map<String, List<CaseResult>> suites = new LinkedHashMap<>();
        for (Cases cases : loaded) {
            List<CaseResult> results = new ArrayList<>();
            cases.run(this::isWanted, result -> {
                if (results.isEmpty()) {
                    console.out().println(cases.file());
                }
                results.add(result);
                print(result);
            });
            if (!results.isEmpty()) {
                suites.put(cases.file().toString(), results);
            }
        }
        List<CaseResult> all = suites.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            console.err().println("millrace: no case has '" + filter + "' in its name.");
            return ExitCode.USAGE;
        }
        if (junitXml != null) {
            report(suites);
        }
        long failed = all.stream().filter(result -> !result.passed()).count();
        console.out()
                .println(Units.count(all.size(), "case") + ": "
                        + (failed == 0 ? "all passed" : Units.count(failed) + " failed") + " ("
                        + millis(all.stream().mapToLong(CaseResult::nanos).sum()) + ")");
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean isWanted(String name) {
        return name.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    private void print(CaseResult result) {
        console.out()
                .println("  " + (result.passed() ? "passed  " : "FAILED  ") + result.name() + " ("
                        + millis(result.nanos()) + ")");
        if (!result.passed()) {
            console.out().println("          " + result.at());
            result.differences().forEach(line -> console.out().println("          " + line));
        }
    }

    private void report(Map<String, List<CaseResult>> suites) throws IOException {
        Path directory = junitXml.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(junitXml))) {
            JunitXml.write(suites, out);
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
