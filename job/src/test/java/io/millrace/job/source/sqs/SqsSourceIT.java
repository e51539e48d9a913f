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
import io.millrace.model.RawMessage;
import io.millrace.model.SqsOrigin;
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
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
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
                messages -> once(messages).map(new Failures(0)));

        assertThat(committedLines()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(Failures.left()).isZero();
        try (SqsQueue queue = server.open(url)) {
            assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
        }
    }

    @Test
    void noMessageComesTwiceThoughTheJobIsHeldUpForManyVisibilityTimeouts() throws Exception {
        QueueUrl url = server.createQueue("slow-" + NAMES.incrementAndGet());
        List<String> sent = send(url, 300);
        DropSeen.DROPPED.set(0);
        long started = System.nanoTime();

        // Two subtasks of 100 ms a message: 15 s altogether, with a visibility of 2 s and checkpoints 5 s apart.
        run(
                config(url)
                        .mode(Mode.DRAIN)
                        .visibilityTimeout(Duration.ofSeconds(2))
                        .build(),
                Duration.ofSeconds(5),
                messages -> once(messages).map(new Failures(100_000)));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(10));
        assertThat(committedLines()).containsExactlyInAnyOrderElementsOf(sent);
        // A machine that stops for seconds lets leases run out. Without extensions each message would come several
        // times.
        assertThat(DropSeen.DROPPED).as("redeliveries").hasValueLessThan(sent.size());
    }

    @Test
    void aMessageGroupStaysInOrderThroughFailures() throws Exception {
        QueueUrl url = server.createFifoQueue("ordered-" + NAMES.incrementAndGet());
        int groups = 20;
        int perGroup = 40;
        try (SqsQueue queue = server.open(url)) {
            for (int index = 0; index < perGroup; index++) {
                for (int group = 0; group < groups; group += 10) {
                    int from = group;
                    int number = index;
                    queue.send(IntStream.range(from, from + 10)
                            .mapToObj(name ->
                                    OutgoingMessage.of(name + ":" + number, "group-" + name, name + "-" + number))
                            .toList());
                }
            }
        }
        Failures.arm(3, 150);

        run(
                config(url)
                        .mode(Mode.DRAIN)
                        .receives(8)
                        .visibilityTimeout(Duration.ofSeconds(3))
                        .closeTimeout(Duration.ofSeconds(1))
                        .build(),
                Duration.ofMillis(200),
                messages -> messages.keyBy(message -> ((SqsOrigin) message.origin()).groupId())
                        .process(new NumberInGroup())
                        .map(new Failures(0)));

        assertThat(Failures.left()).isZero();
        // group:number as it was sent:number as it came
        assertThat(committedLines())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, groups * perGroup)
                        .mapToObj(index -> {
                            int number = index / groups;
                            return index % groups + ":" + number + ":" + number;
                        })
                        .toList());
    }

    private SqsSourceConfigBuilder config(QueueUrl url) {
        return new SqsSourceConfigBuilder(url, server.endpoint()).waitTime(Duration.ofMillis(500));
    }

    private static SingleOutputStreamOperator<String> once(DataStream<RawMessage> messages) {
        return messages.keyBy(message -> message.id().toString())
                .process(new DropSeen())
                .map(message -> new String(message.body(), StandardCharsets.UTF_8));
    }

    private void run(
            SqsSourceConfig config,
            Duration interval,
            Function<DataStream<RawMessage>, SingleOutputStreamOperator<String>> job)
            throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(2);
        env.enableCheckpointing(interval.toMillis());
        DataStream<RawMessage> messages = env.fromSource(
                        new SqsSource(config, interval, SqsQueues.of(config)),
                        WatermarkStrategy.noWatermarks(),
                        "source: sqs")
                .uid("source");
        job.apply(messages)
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(directory.toUri()), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build());
        env.execute();
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
