package io.millrace.job.source.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.testkit.ElasticMqServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What {@code bin/millrace run} needs from a filled queue to Parquet files: CPU seconds of its process alone, the queue's
 * server and the producer being in this one, and its live heap while it works. Runs once with half of the messages and
 * once with all of them, so that the difference is the flow without the start. Not a test: run {@code main} with the test
 * class path and the repository as working directory, as {@code main MESSAGES}.
 */
public final class SqsToParquetBenchmark {

    private static final int BATCH = 10;
    private static final int SENDERS = 8;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final ElasticMqServer server;
    private final Path directory;
    private final PrintStream out;

    private SqsToParquetBenchmark(ElasticMqServer server, Path directory, PrintStream out) {
        this.server = server;
        this.directory = directory;
        this.out = out;
    }

    private record Cost(int messages, double megabytes, double cpuSeconds) {}

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
        try (ElasticMqServer server = ElasticMqServer.start()) {
            Path directory = Files.createTempDirectory("sqs-to-parquet");
            SqsToParquetBenchmark benchmark = new SqsToParquetBenchmark(server, directory, System.out);
            Cost half = benchmark.run("half", messages / 2);
            Cost all = benchmark.run("all", messages);
            System.out.printf(
                    Locale.ROOT,
                    "without the start: %.1f MB per CPU second%n",
                    (all.megabytes - half.megabytes) / (all.cpuSeconds - half.cpuSeconds));
        }
    }

    private Cost run(String name, int messages) throws Exception {
        QueueUrl url = server.createQueue(name, Duration.ofMinutes(10));
        double megabytes = fill(url, messages) / 1e6;
        Process job = new ProcessBuilder(
                        "bin/millrace", "run", pipeline(name, url).toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        Duration cpu = Duration.ZERO;
        List<Long> heap = new ArrayList<>();
        try {
            while (!job.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                cpu = job.info().totalCpuDuration().orElse(cpu);
                boolean atWork = visible(url) < messages * 0.8 && visible(url) > 0;
                if (atWork && "all".equals(name)) {
                    liveHeap(job).ifPresent(heap::add);
                }
            }
        } finally {
            job.destroyForcibly();
        }
        if (job.exitValue() != 0) {
            throw new IOException("the run failed; see " + directory.resolve(name + ".log"));
        }
        double seconds = cpu.toMillis() / 1e3;
        heap.sort(null);
        out.printf(
                Locale.ROOT,
                "%d messages, %.1f MB: %.1f CPU s, %.1f MB per CPU second%s%n",
                messages,
                megabytes,
                seconds,
                megabytes / seconds,
                heap.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, "; live heap %.0f MiB", heap.get(heap.size() / 2) / 1024.0 / 1024.0));
        return new Cost(messages, megabytes, seconds);
    }

    private long visible(QueueUrl url) throws InterruptedException {
        try (SqsQueue queue = server.open(url)) {
            return queue.counters().visible();
        }
    }

    /** The bytes of all objects that live after a full collection. */
    private static OptionalLong liveHeap(Process job) throws IOException, InterruptedException {
        // The histogram's own collection is left out while native code, zstd's, holds an array; the first one waits.
        jcmd(job, "GC.run");
        return jcmd(job, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[2]))
                .findFirst();
    }

    private static String jcmd(Process job, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(job.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return output;
    }

    /** Returns the bytes of all bodies. */
    private long fill(QueueUrl url, int messages) throws Exception {
        ClickGenerator clicks = new ClickGenerator(1, 0, 0);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        long bytes = 0;
        try (SqsQueue queue = server.open(url)) {
            List<Callable<Long>> sends = new ArrayList<>();
            for (int sent = 0; sent < messages; sent += BATCH) {
                int first = sent;
                sends.add(() -> {
                    List<String> bodies = IntStream.range(first, first + BATCH)
                            .mapToObj(index -> clicks.event(index).json())
                            .toList();
                    queue.send(bodies.stream().map(OutgoingMessage::of).toList());
                    return bodies.stream()
                            .mapToLong(body -> body.getBytes(UTF_8).length)
                            .sum();
                });
            }
            for (Future<Long> send : senders.invokeAll(sends)) {
                bytes += send.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return bytes;
    }

    private Path pipeline(String name, QueueUrl url) throws IOException {
        Path own = directory.resolve(name);
        String yaml =
                """
                name: %1$s
                parallelism: 2
                source:
                  sqs:
                    endpoint: %2$s
                    queue-url: %3$s
                    region: us-east-1
                    mode: drain
                    drain-check-interval: 1 s
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
                        .formatted(name, server.endpoint(), url.value(), own);
        return Files.writeString(directory.resolve(name + ".yaml"), yaml);
    }
}
