package io.millrace.job.source.sqs;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.SqsSourceConfigBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * How fast the source drains a queue, deletes included, beside a plain SDK client that drains the same server with the
 * same batch size and concurrency, in alternating rounds. A round is timed by the queue's counters, from the first message
 * gone to the last one deleted. Not a test: run {@code main} with the test class path, as {@code main MESSAGES ROUNDS CALLS}.
 */
public final class SourceDrainBenchmark {

    private static final int BATCH = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String BODY = "x".repeat(500);

    private final ElasticMqServer server;
    private final int messages;
    private final int calls;
    private final PrintStream out;

    private SourceDrainBenchmark(ElasticMqServer server, int messages, int calls, PrintStream out) {
        this.server = server;
        this.messages = messages;
        this.calls = calls;
        this.out = out;
    }

    private interface Drain {
        void run(QueueUrl url) throws Exception;
    }

    /** The rates of {@code rounds} rounds of each, and their ratio, on {@code out}. */
    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        int calls = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        try (ElasticMqServer server = ElasticMqServer.start()) {
            new SourceDrainBenchmark(server, messages, calls, System.out).compare(rounds);
        }
    }

    private void compare(int rounds) throws Exception {
        List<Double> plain = new ArrayList<>();
        List<Double> source = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            plain.add(rate("plain-" + round, this::plainClient));
            source.add(rate("source-" + round, this::source));
            out.printf(
                    Locale.ROOT,
                    "round %d: plain client %.0f messages/s, source %.0f messages/s%s%n",
                    round,
                    plain.get(round),
                    source.get(round),
                    round == 0 && rounds > 1 ? " (warm-up, not counted)" : "");
        }
        int from = rounds > 1 ? 1 : 0;
        out.printf(
                Locale.ROOT,
                "ratio %.2f (means of %d rounds, %d messages each, %d calls at a time)%n",
                mean(source.subList(from, rounds)) / mean(plain.subList(from, rounds)),
                rounds - from,
                messages,
                calls);
    }

    private static double mean(List<Double> rates) {
        return rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private double rate(String name, Drain drain) throws Exception {
        QueueUrl url = server.createQueue(name, Duration.ofMinutes(10));
        fill(url);
        ExecutorService runner = Executors.newSingleThreadExecutor();
        try (SqsQueue queue = server.open(url)) {
            Future<?> running = runner.submit(() -> {
                drain.run(url);
                return null;
            });
            while (queue.counters().visible() == messages) {
                LockSupport.parkNanos(5_000_000);
            }
            long started = System.nanoTime();
            while (!queue.counters().empty()) {
                LockSupport.parkNanos(20_000_000);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            running.get();
            return messages / seconds;
        } finally {
            runner.shutdownNow();
            server.client().deleteQueue(request -> request.queueUrl(url.value()));
        }
    }

    private void fill(QueueUrl url) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (SqsQueue queue = server.open(url)) {
            List<OutgoingMessage> batch = IntStream.range(0, BATCH)
                    .mapToObj(index -> OutgoingMessage.of(BODY))
                    .toList();
            List<Callable<Object>> sends = new ArrayList<>();
            for (int sent = 0; sent < messages; sent += BATCH) {
                sends.add(() -> queue.send(batch));
            }
            for (Future<Object> send : senders.invokeAll(sends)) {
                send.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    /** Receives on some threads and deletes on as many, and does nothing else. */
    private void plainClient(QueueUrl url) throws Exception {
        BlockingQueue<List<Message>> received = new ArrayBlockingQueue<>(2 * calls);
        AtomicInteger left = new AtomicInteger(messages);
        ExecutorService threads = Executors.newFixedThreadPool(2 * calls);
        SqsClient client = server.client();
        for (int thread = 0; thread < calls; thread++) {
            threads.submit(() -> {
                while (left.get() > 0) {
                    received.put(client.receiveMessage(
                                    request -> request.queueUrl(url.value()).maxNumberOfMessages(BATCH))
                            .messages());
                }
                return null;
            });
            threads.submit(() -> {
                while (left.get() > 0) {
                    List<Message> batch = received.poll(100, TimeUnit.MILLISECONDS);
                    if (batch != null && !batch.isEmpty()) {
                        delete(client, url, batch);
                        left.addAndGet(-batch.size());
                    }
                }
                return null;
            });
        }
        threads.shutdown();
        while (left.get() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
        threads.shutdownNow();
    }

    private static void delete(SqsClient client, QueueUrl url, List<Message> batch) {
        client.deleteMessageBatch(request -> request.queueUrl(url.value())
                .entries(IntStream.range(0, batch.size())
                        .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                                .id(Integer.toString(index))
                                .receiptHandle(batch.get(index).receiptHandle())
                                .build())
                        .toList()));
    }

    /** The source in a job that throws everything away, with a checkpoint every second. */
    private void source(QueueUrl url) throws Exception {
        SqsSourceConfig config = new SqsSourceConfigBuilder(url, server.endpoint())
                .mode(Mode.DRAIN)
                .receives(calls)
                .deletes(calls)
                .batchSize(BATCH)
                .visibilityTimeout(null)
                .build();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        env.enableCheckpointing(INTERVAL.toMillis());
        env.getConfig().enableObjectReuse();
        env.fromSource(
                        new SqsSource(config, INTERVAL, SqsQueues.of(config)),
                        WatermarkStrategy.noWatermarks(),
                        "source: sqs")
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();
        job.getJobExecutionResult().get();
    }
}
