package io.millrace.job.source.sqs;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How long it takes from sending a message to its row in a visible file, at checkpoints every 10 s and an even rate; the
 * server and the producer are in this process, the job in one of its own. Messages of the first 40 s do not count. Not a
 * test: run {@code main} by {@code bench/parts --flow SqsLatency RATE SECONDS}.
 */
public final class SqsLatencyBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private SqsLatencyBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 160;
        Path directory = Files.createTempDirectory("sqs-latency");
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("latency", Duration.ofMinutes(10));
            try (SqsQueue queue = server.open(url);
                    MeasuredRun run = new MeasuredRun(directory, server, url, "")) {
                run.start();
                long begin = System.nanoTime();
                long messages = (long) rate * seconds;
                for (long sent = 0; sent < messages; sent += SqsQueue.MAX_BATCH) {
                    LockSupport.parkNanos(begin + sent * 1_000_000_000L / rate - System.nanoTime());
                    long first = sent;
                    queue.send(IntStream.range(0, SqsQueue.MAX_BATCH)
                            .mapToObj(i -> OutgoingMessage.of(MeasuredRun.message(first + i)))
                            .toList());
                }
                // What is not visible by now is so with the savepoint of the stop, which would be too early for a
                // checkpoint.
                long last = System.currentTimeMillis() * 1000;
                while (run.count() < messages) {
                    LockSupport.parkNanos(200_000_000);
                }
                run.stop();
                print(run, messages, last - (seconds - WARM_UP.toSeconds()) * 1_000_000L);
            }
        }
    }

    private static void print(MeasuredRun run, long messages, long from) throws Exception {
        try (DuckDb duckdb = DuckDb.open()) {
            String rows = run.rows(duckdb);
            Map<String, Object> all = duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM " + rows)
                    .get(0);
            if (!all.get("n").equals(messages) || !all.get("ids").equals(messages)) {
                throw new IllegalStateException(messages + " messages were sent, and visible are " + all);
            }
            Map<String, Object> latency = duckdb.rows(
                            "SELECT count(*) AS n, quantile_cont(s, 0.5) AS p50, quantile_cont(s, 0.9) AS p90,"
                                    + " quantile_cont(s, 0.99) AS p99, max(s) AS worst FROM (SELECT (visible - sent) / 1e6 AS s"
                                    + " FROM " + rows + " WHERE sent >= " + from + ")")
                    .get(0);
            System.out.printf(
                    Locale.ROOT,
                    "%d messages, each visible once; from sending to visible: p50 %.1f s, p90 %.1f s, p99 %.1f s, longest"
                            + " %.1f s%n",
                    latency.get("n"),
                    latency.get("p50"),
                    latency.get("p90"),
                    latency.get("p99"),
                    latency.get("worst"));
        }
    }
}
