package io.millrace.job.announce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.KinesisStreams;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.aws.ShardRecord;
import io.millrace.job.config.StreamName;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.MeasuredRun;
import io.millrace.model.CommittedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What announcing costs a run of {@code bin/millrace} from a file to Parquet: CPU seconds of its process, without
 * announcements, with those beside the files, and with those on a stream, in alternating rounds; and how long after a file
 * became visible its announcement was on the stream: between the change of the file's name, as its file system says, and the
 * record's time of arrival, as the server says, on the same clock. Not a test: {@code bench/parts --flow Announce EVENTS
 * ROUNDS}.
 */
public final class AnnounceBenchmark {

    private static final Map<String, String> WAYS = new TreeMap<>(Map.of(
            "nobody", "",
            "files", "announce: {}",
            "stream", "announce: {files: false, kinesis: {stream: %s, region: us-east-1, endpoint: '%s'}}"));

    private final KinesaliteServer server;
    private final Path directory;
    private final PrintStream out;
    private final List<Long> latencies = new ArrayList<>();

    private AnnounceBenchmark(KinesaliteServer server, Path directory, PrintStream out) {
        this.server = server;
        this.directory = directory;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_500_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Files.createTempDirectory("announce");
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            new AnnounceBenchmark(server, directory, System.out).compare(events, rounds);
        }
    }

    private void compare(int events, int rounds) throws Exception {
        double megabytes = write(events) / 1e6;
        Map<String, List<Double>> costs = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String way : WAYS.keySet()) {
                double cpu = run(way, round).cpuSeconds();
                costs.computeIfAbsent(way, key -> new ArrayList<>()).add(cpu);
                out.printf(Locale.ROOT, "round %d, told: %s: %.1f CPU s%n", round, way, cpu);
            }
        }
        costs.forEach((way, cpu) -> out.printf(
                Locale.ROOT,
                "told: %s: mean %.1f CPU s for %.0f MB%n",
                way,
                cpu.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                megabytes));
        latencies.sort(null);
        out.printf(
                "%d announcements: half of them on the stream within %d ms, all within %d ms%n",
                latencies.size(), latencies.get((latencies.size() - 1) / 2), latencies.get(latencies.size() - 1));
    }

    private MeasuredRun run(String way, int round) throws Exception {
        String name = way + "-" + round;
        if (way.equals("stream")) {
            server.createStream(name, 1);
        }
        Path own = directory.resolve(name);
        Path pipeline = Files.writeString(
                directory.resolve(name + ".yaml"),
                """
                name: %1$s
                parallelism: 2
                source:
                  files:
                    path: %2$s/in
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                route:
                  event-time:
                    field: occurred_at
                output:
                  files:
                    path: %3$s/files
                dead-letter:
                  path: %3$s/dead
                checkpoint:
                  interval: 2 s
                  directory: %3$s/state
                %4$s
                """
                        .formatted(name, directory, own, WAYS.get(way).formatted(name, server.endpoint())));
        MeasuredRun run = MeasuredRun.of(
                List.of("bin/millrace", "run", pipeline.toString()),
                Map.of("MILLRACE_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC -Daws.cborEnabled=false"),
                directory.resolve(name + ".log"));
        if (way.equals("stream")) {
            collectLatencies(name, own);
        }
        return run;
    }

    private void collectLatencies(String stream, Path own) throws IOException, InterruptedException {
        Payloads payloads = new Payloads(own.resolve("files/_commits/payloads").toUri());
        try (KinesisStream announced = KinesisStreams.of(new StreamName(stream), "us-east-1", server.endpoint())
                .open()) {
            for (ShardInfo shard : announced.shards()) {
                String iterator = announced.iterator(shard.shardId(), new ShardPlace.TrimHorizon());
                ShardPage page = announced.records(iterator, KinesisStream.MAX_RECORDS);
                while (!page.records().isEmpty()) {
                    for (ShardRecord record : page.records()) {
                        if (RecordForm.row(record.data(), payloads).entry() instanceof CommittedFile file) {
                            FileTime visible = (FileTime) Files.getAttribute(Path.of(file.path()), "unix:ctime");
                            latencies.add(record.arrivedAtMillis() - visible.toMillis());
                        }
                    }
                    page = announced.records(page.next(), KinesisStream.MAX_RECORDS);
                }
            }
        }
    }

    /** Returns the bytes of the input. */
    private long write(int events) throws IOException {
        ClickGenerator clicks = new ClickGenerator(1, 0, 0);
        Path file = Files.createDirectories(directory.resolve("in")).resolve("clicks.jsonl");
        try (OutputStream lines = Files.newOutputStream(file);
                var buffered = new java.io.BufferedOutputStream(lines, 1 << 20)) {
            for (int index = 0; index < events; index++) {
                buffered.write(clicks.event(index).json().getBytes(UTF_8));
                buffered.write('\n');
            }
        }
        return Files.size(file);
    }
}
