package io.millrace.job.source.sqs;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What a {@code kill -9} in the middle of a full queue costs: rows that become visible in each ten seconds, before and after
 * it, with the job started again at once. The server is in this process, the job in one of its own. Not a test: run {@code
 * main} by {@code bench/parts --flow SqsKill MESSAGES}.
 */
public final class SqsKillBenchmark {

    private static final int SENDERS = 8;

    private SqsKillBenchmark() {}

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
        Path directory = Files.createTempDirectory("sqs-kill");
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("kill", Duration.ofMinutes(10));
            try (SqsQueue queue = server.open(url);
                    MeasuredRun run = new MeasuredRun(directory, server, url, "")) {
                fill(queue, messages);
                long begin = System.currentTimeMillis();
                run.start();
                await(run, messages / 2);
                long killed = System.currentTimeMillis();
                run.kill();
                run.start();
                await(run, messages);
                run.stop();
                print(run, messages, begin, killed);
            }
        }
    }

    private static void await(MeasuredRun run, long rows) throws Exception {
        while (run.count() < rows) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    private static void fill(SqsQueue queue, int messages) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Callable<Object>> sends = new ArrayList<>();
            for (int sent = 0; sent < messages; sent += SqsQueue.MAX_BATCH) {
                int first = sent;
                sends.add(() -> queue.send(IntStream.range(first, first + SqsQueue.MAX_BATCH)
                        .mapToObj(id -> OutgoingMessage.of(MeasuredRun.message(id)))
                        .toList()));
            }
            for (Future<Object> send : senders.invokeAll(sends)) {
                send.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private static void print(MeasuredRun run, long messages, long begin, long killed) throws Exception {
        try (DuckDb duckdb = DuckDb.open()) {
            String rows = run.rows(duckdb);
            Map<String, Object> all = duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM " + rows)
                    .get(0);
            if (!all.get("n").equals(messages) || !all.get("ids").equals(messages)) {
                throw new IllegalStateException(messages + " messages were sent, and visible are " + all);
            }
            System.out.printf(
                    Locale.ROOT, "killed after %.1f s; rows that became visible, each once:%n", (killed - begin) / 1e3);
            for (Map<String, Object> commit : duckdb.rows("SELECT (visible // 1000 - " + begin
                    + ") // 1000 AS second, count(*) AS n FROM " + rows + " GROUP BY second ORDER BY second")) {
                System.out.printf(Locale.ROOT, "%5s s  %,9d%n", commit.get("second"), commit.get("n"));
            }
        }
    }
}
