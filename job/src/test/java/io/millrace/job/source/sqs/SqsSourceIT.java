package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.SqsSourceConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The source in a real job, against a real server: parallelism 2, ids deduplicated, lines in files that checkpoints commit. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class SqsSourceIT {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static ElasticMqServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServer() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aDrainEndsWithEveryMessageOnceAndAnEmptyQueueThoughTheJobFailsOften() throws Exception {
        QueueUrl url = server.createQueue("drain-" + NAMES.incrementAndGet());
        List<String> sent = send(url, 20_000);
        Failures.arm(10, 1_500);

        run(
                config(url)
                        .mode(Mode.DRAIN)
                        .visibilityTimeout(Duration.ofSeconds(5))
                        .closeTimeout(Duration.ofSeconds(1))
                        .maxInFlight(600)
                        .build(),
                Duration.ofMillis(300),
                0);

        assertThat(committedLines()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(Failures.left()).isZero();
        try (SqsQueue queue = server.open(url)) {
            assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
        }
    }

    private SqsSourceConfigBuilder config(QueueUrl url) {
        return new SqsSourceConfigBuilder(url, server.endpoint()).waitTime(Duration.ofMillis(500));
    }

    private JobExecutionResult run(SqsSourceConfig config, Duration interval, long pauseMicros) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(2);
        env.enableCheckpointing(interval.toMillis());
        env.fromSource(
                        new SqsSource(config, interval, SqsQueues.of(config)),
                        WatermarkStrategy.noWatermarks(),
                        "source: sqs")
                .uid("source")
                .keyBy(message -> message.id().toString())
                .process(new DropSeen())
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .map(new Failures(pauseMicros))
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(directory.toUri()), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build());
        return env.execute();
    }

    private List<String> committedLines() throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    private static List<String> send(QueueUrl url, int count) throws Exception {
        List<String> bodies =
                IntStream.range(0, count).mapToObj(index -> "message-" + index).toList();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (SqsQueue queue = server.open(url)) {
            List<Callable<Object>> batches = new ArrayList<>();
            for (int from = 0; from < count; from += 10) {
                List<OutgoingMessage> batch = bodies.subList(from, Math.min(count, from + 10)).stream()
                        .map(OutgoingMessage::of)
                        .toList();
                batches.add(() -> queue.send(batch));
            }
            for (Future<Object> sent : senders.invokeAll(batches)) {
                sent.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return bodies;
    }
}
