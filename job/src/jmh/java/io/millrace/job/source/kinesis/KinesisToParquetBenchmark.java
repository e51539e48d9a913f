package io.millrace.job.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.testkit.Aggregates;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.MeasuredRun;
import io.millrace.job.testkit.Processes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * What {@code bin/millrace run} needs from a filled stream to Parquet files, beside {@link PlainConsumer}, which drains the
 * same stream of the same server and keeps nothing; in alternating rounds. The server, the producer and each of the two are
 * processes of their own, and only the CPU time of the two counts. Each reads a stream with half of the records and one with
 * all, so that the difference is the flow without the start. The rows of the files are counted. Events are put one by one, or
 * so many in a record as the producer library packs them, which the server gives out much faster; the plain consumer does
 * not take them apart. Not a test: {@code bench/parts --flow KinesisToParquet EVENTS ROUNDS PACKED}.
 */
public final class KinesisToParquetBenchmark {

    private static final int THREADS = 2;
    private static final int SHARDS = 32;
    private static final int REQUEST = 400;

    /** The server speaks JSON alone. */
    private static final String JSON = "-Daws.cborEnabled=false";

    private final KinesaliteServer server;
    private final Path directory;
    private final int packed;
    private final PrintStream out;
    private int runs;

    private KinesisToParquetBenchmark(KinesaliteServer server, Path directory, int packed, PrintStream out) {
        this.server = server;
        this.directory = directory;
        this.packed = packed;
        this.out = out;
    }

    private record Filled(String stream, int events, int records, double megabytes) {}

    @FunctionalInterface
    private interface Reader {
        MeasuredRun read(Filled stream) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_600_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int packed = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        Path directory = Files.createTempDirectory("kinesis-to-parquet");
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            new KinesisToParquetBenchmark(server, directory, packed, System.out).compare(events, rounds);
        }
    }

    private void compare(int events, int rounds) throws Exception {
        Filled half = fill("half", events / 2);
        Filled all = fill("all", events);
        List<MeasuredRun> plain = new ArrayList<>();
        List<MeasuredRun> millrace = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            plain.add(measure("plain consumer", half, all, this::plainConsumer));
            millrace.add(measure("millrace", half, all, this::millrace));
        }
        double megabytes = all.megabytes - half.megabytes;
        double plainRate = megabytes / mean(plain);
        double rate = megabytes / mean(millrace);
        out.printf(
                Locale.ROOT,
                "without the start, means of %d rounds: plain consumer %.1f MB per CPU second, millrace %.1f, ratio %.2f%n",
                rounds,
                plainRate,
                rate,
                rate / plainRate);
    }

    private static double mean(List<MeasuredRun> runs) {
        return runs.stream().mapToDouble(MeasuredRun::cpuSeconds).average().orElseThrow();
    }

    private MeasuredRun measure(String name, Filled half, Filled all, Reader reader) throws Exception {
        MeasuredRun first = reader.read(half);
        print(name, half, first);
        MeasuredRun second = reader.read(all);
        print(name, all, second);
        MeasuredRun flow = second.minus(first);
        out.printf(
                Locale.ROOT,
                "  without the start: %.0f events/s, %.1f MB per CPU second%n",
                (all.events - half.events) / flow.wallSeconds(),
                (all.megabytes - half.megabytes) / flow.cpuSeconds());
        return flow;
    }

    private void print(String name, Filled stream, MeasuredRun run) {
        out.printf(
                Locale.ROOT,
                "%s: %d events, %.1f MB in %.1f s, %.1f CPU s: %.0f events/s, %.1f MB per CPU second%n",
                name,
                stream.events,
                stream.megabytes,
                run.wallSeconds(),
                run.cpuSeconds(),
                stream.events / run.wallSeconds(),
                stream.megabytes / run.cpuSeconds());
    }

    private MeasuredRun plainConsumer(Filled stream) throws Exception {
        return MeasuredRun.of(
                Processes.javaCommand(
                        List.of("-Xmx2g", "-XX:+UseParallelGC", JSON),
                        PlainConsumer.class,
                        List.of(
                                server.endpoint().toString(),
                                stream.stream,
                                Integer.toString(stream.records),
                                Integer.toString(THREADS))),
                Map.of(),
                directory.resolve("plain.log"));
    }

    private MeasuredRun millrace(Filled stream) throws Exception {
        Path own = directory.resolve("run-" + runs++);
        Path pipeline = Files.writeString(directory.resolve(own.getFileName() + ".yaml"), yaml(stream, own));
        MeasuredRun run = MeasuredRun.of(
                List.of("bin/millrace", "run", pipeline.toString()),
                Map.of("MILLRACE_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC " + JSON),
                directory.resolve(own.getFileName() + ".log"));
        try (DuckDb duckdb = DuckDb.open()) {
            Object rows = duckdb.rows("SELECT count(*) AS n FROM " + DuckDb.parquet(own.resolve("files")))
                    .get(0)
                    .get("n");
            if (!rows.equals((long) stream.events)) {
                throw new IOException(rows + " rows of " + stream.events + " events in " + own);
            }
        }
        return run;
    }

    /** Returns when all of the events are on the stream. */
    private Filled fill(String stream, int events) throws Exception {
        server.createStream(stream, SHARDS);
        ClickGenerator clicks = new ClickGenerator(1, 0, 0);
        ExecutorService producers = Executors.newFixedThreadPool(THREADS);
        AtomicLong bytes = new AtomicLong();
        AtomicInteger records = new AtomicInteger();
        try {
            List<Callable<Object>> puts = new ArrayList<>();
            for (int first = 0; first < events; first += REQUEST * packed) {
                int from = first;
                int to = Math.min(events, first + REQUEST * packed);
                puts.add(() -> {
                    List<PutRecordsRequestEntry> entries = new ArrayList<>();
                    for (int next = from; next < to; next += packed) {
                        List<String> texts = IntStream.range(next, Math.min(to, next + packed))
                                .mapToObj(index -> clicks.event(index).json())
                                .toList();
                        texts.forEach(text -> bytes.addAndGet(text.getBytes(UTF_8).length));
                        entries.add(record("key-" + next, texts));
                    }
                    server.put(stream, entries);
                    records.addAndGet(entries.size());
                    return null;
                });
            }
            for (Future<Object> put : producers.invokeAll(puts)) {
                put.get();
            }
        } finally {
            producers.shutdownNow();
        }
        return new Filled(stream, events, records.get(), bytes.get() / 1e6);
    }

    private PutRecordsRequestEntry record(String key, List<String> events) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(packed == 1 ? events.get(0).getBytes(UTF_8) : Aggregates.of(key, events)))
                .build();
    }

    private String yaml(Filled stream, Path own) {
        return """
                name: %1$s
                parallelism: %2$d
                source:
                  kinesis:
                    stream: %1$s
                    endpoint: %3$s
                    region: us-east-1
                    until: start
                    discovery-interval: 500 ms
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                route:
                  event-time:
                    field: occurred_at
                output:
                  files:
                    path: %4$s/files
                    format:
                      parquet: {compression: zstd}
                dead-letter:
                  path: %4$s/dead
                checkpoint:
                  interval: 10 s
                  directory: %4$s/state
                """
                .formatted(stream.stream, THREADS, server.endpoint(), own);
    }
}
