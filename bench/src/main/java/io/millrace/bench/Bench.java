package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Report;
import io.millrace.bench.report.ResultFile;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Extras;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line behind {@code bench/run}. */
@Command(
        name = "bench/run",
        sortOptions = false,
        description = "Measures Millrace beside other systems that write the same rows to Parquet files by hour.")
public final class Bench implements Callable<Integer> {

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "2", description = "Runs of each. Default: 2.")
    private int rounds;

    @Option(names = "--gb", paramLabel = "N", defaultValue = "2", description = "Input, in 10^9 bytes. Default: 2.")
    private double gb;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Systems (millrace, duckdb, flink-sql, flink-naive, spark), data (nested, narrow) and codecs"
                    + " (snappy, zstd). A kind of which none is named is not limited.")
    private List<String> only = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there too.")
    private Path json;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Parallelism. Default: 2.")
    private int threads;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the data. Default: 1.")
    private long seed;

    @Option(
            names = "--bad-share",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Bad lines among the good ones, such as 0.01; only for systems that sort them out.")
    private double badShare;

    @Option(
            names = "--breakdown",
            description = "Instead of rounds: one run of Millrace that records samples of itself, and its CPU time by"
                    + " stage.")
    private boolean breakdown;

    @Option(
            names = "--growth",
            description =
                    "Instead of rounds of all systems: how Millrace's cost grows with records, their size, columns,"
                            + " open partitions and parallelism.")
    private boolean growth;

    @Option(
            names = "--costs",
            description = "Instead of rounds of all systems: what a function and bad lines cost Millrace, and its live"
                    + " heap above that of a job that stands still.")
    private boolean costs;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Measures nothing: prints the tables of this file of results. May be given several times.")
    private List<Path> reports = List.of();

    @Option(names = "--help", usageHelp = true, description = "Prints this.")
    @SuppressWarnings("unused")
    private boolean help;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof IllegalArgumentException) {
                        Progress.say("%s", e.getMessage());
                        return 2;
                    }
                    throw e;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        if (!reports.isEmpty()) {
            for (Path file : reports) {
                print(out, ResultFile.read(file));
            }
            return 0;
        }
        Path root = Path.of(System.getProperty("bench.root")).toAbsolutePath().normalize();
        Path directory = Files.createDirectories(root.resolve("out/bench"));
        List<BenchSystem> systems = systems(new Installation(root));
        try (FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE)) {
            if (channel.tryLock() == null) {
                throw new IllegalArgumentException("another run of the bench is under way in " + directory);
            }
            ResultLog results = new ResultLog(begin(systems), json);
            boolean good = measure(root, directory, results);
            print(out, results.results());
            return good ? 0 : 1;
        }
    }

    private boolean measure(Path root, Path directory, ResultLog results)
            throws IOException, InterruptedException, SQLException {
        Installation installation = new Installation(root);
        long bytes = (long) (gb * 1e9);
        if (alone()) {
            Trial trial = new Trial(directory);
            if (breakdown) {
                new BreakdownMode(installation, directory, trial).run(seed, bytes, threads, results);
            }
            if (growth) {
                BenchSystem millrace = Systems.millrace(installation, Extras.NONE);
                new GrowthMode(millrace, trial).run(seed, bytes, rounds, results);
            }
            if (costs) {
                new CostsMode(installation, trial).run(seed, bytes, threads, rounds, results);
            }
            return trial.good();
        }
        Rounds.Plan plan = new Rounds.Plan(rounds, threads, seed, bytes, badShare, directory);
        return new Rounds(plan, Selection.of(only), systems(installation), results).run();
    }

    /** Whether it is Millrace alone that is measured. */
    private boolean alone() {
        return breakdown || growth || costs;
    }

    private List<BenchSystem> systems(Installation installation) {
        if (alone()) {
            return List.of(Systems.millrace(installation, Extras.NONE));
        }
        Selection selection = Selection.of(only);
        List<BenchSystem> systems = new ArrayList<>(Systems.all(installation));
        systems.removeIf(system -> !selection.systems().contains(system.name()));
        return systems;
    }

    private ResultFile begin(List<BenchSystem> systems) throws IOException {
        Map<String, String> descriptions = new LinkedHashMap<>();
        systems.forEach(system -> descriptions.put(system.name(), system.description()));
        String commit = System.getProperty("bench.commit", "unknown");
        return ResultFile.begin(Machine.here(), LocalDate.now(ZoneOffset.UTC).toString(), commit, seed, descriptions);
    }

    private static void print(PrintStream out, ResultFile file) {
        out.println(Report.of(file, Systems.NAMES));
    }
}
