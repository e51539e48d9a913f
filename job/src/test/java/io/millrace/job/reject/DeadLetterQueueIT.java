package io.millrace.job.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsException.Kind;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.DeadLetterRetryConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.record.RejectedRecordTypeInfo;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.model.ErrorKind;
import io.millrace.model.MessageId;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import io.millrace.model.Stage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink in a job of its own, on a queue that fails as it is told. */
@Timeout(120)
final class DeadLetterQueueIT {

    private static final String URL = "http://localhost:9324/000000000000/dead";

    /** Static, because the job's tasks share nothing else with the test. */
    private static FakeSqsQueue queue;

    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path directory;

    @BeforeEach
    void emptyQueue() {
        queue = FakeSqsQueue.standard(InstantSource.system());
        FAILURES.set(0);
    }

    @Test
    void everyLetterIsOnTheQueueInCallsOfTenAtMost() throws Exception {
        run(95, Duration.ofSeconds(10), index -> rejected(index, 10));

        assertThat(queue.sends()).allMatch(call -> call.size() <= 10);
        assertThat(taken()).hasSize(95).extracting(DeadLetterQueueIT::id).doesNotHaveDuplicates();
    }

    @Test
    void callsAreNoLargerThanEveryQueueTakes() throws Exception {
        run(40, Duration.ofSeconds(10), index -> rejected(index, 60_000));

        assertThat(queue.size()).isEqualTo(40);
        assertThat(queue.sends()).allSatisfy(call -> assertThat(
                        call.stream().mapToLong(OutgoingMessage::size).sum())
                .isLessThanOrEqualTo(256 << 10));
    }

    @Test
    void onlyWhatFailedIsSentAgain() throws Exception {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        queue.refuseSends(message -> {
            int attempt = attempts.merge(id(message), 1, Integer::sum);
            return id(message).endsWith("3") && attempt <= 2
                    ? new EntryOutcome.Retryable("InternalError", "as the test asks for")
                    : null;
        });

        run(50, Duration.ofSeconds(10), index -> rejected(index, 10));

        assertThat(queue.size()).isEqualTo(50);
        assertThat(attempts)
                .hasSize(50)
                .allSatisfy((id, times) -> assertThat(times).as(id).isEqualTo(id.endsWith("3") ? 3 : 1));
    }

    @Test
    void whatFailsForTooLongFailsTheJobWithItsLastReason() {
        queue.refuseSends(message -> new EntryOutcome.Retryable("OverLimit", "as the test asks for"));

        assertThatThrownBy(() -> run(1, Duration.ofMillis(500), index -> rejected(index, 10)))
                .hasStackTraceContaining("sending the dead letter clicks-")
                .hasStackTraceContaining("(dead-letter.sqs.timeout); the last time: OverLimit: as the test asks for");
        assertThat(queue.sends()).hasSizeGreaterThan(1);
        assertThat(queue.isClosed()).isTrue();
    }

    @Test
    void aQueueThatIsNotThereFailsTheJobAtOnce() {
        queue.remove();

        assertThatThrownBy(() -> run(1, Duration.ofMinutes(10), index -> rejected(index, 10)))
                .hasStackTraceContaining("sending 1 dead letters failed for good: the queue does not exist");
    }

    @Test
    void whatIsTooLargeOrRefusedIsFoundBehindItsPointer() throws Exception {
        queue.refuseSends(message -> message.attributes().get("millrace.form").equals("letter")
                        && id(message).endsWith("-5")
                ? new EntryOutcome.Permanent("InvalidMessageContents", "as the test asks for")
                : null);

        run(10, Duration.ofSeconds(10), index -> rejected(index, index == 2 ? 300_000 : 10));

        List<String> found = new ArrayList<>();
        for (SqsMessage message : taken()) {
            if (message.attributes().get("millrace.form").equals("pointer")) {
                JsonNode pointer = new JsonMapper().readTree(message.body());
                JsonNode letter = new JsonMapper()
                        .readTree(Path.of(URI.create(pointer.get("letter_path").asText()))
                                .toFile());
                assertThat(letter.get("record_index").asInt())
                        .isEqualTo(pointer.get("record_index").asInt());
                found.add(id(message).replaceFirst(".*-", "") + " "
                        + letter.get("payload_base64").binaryValue().length);
            }
        }
        assertThat(found).containsExactlyInAnyOrder("2 300000", "5 10");
        assertThat(queue.size()).isEqualTo(10);
    }

    /** What is sent again after a failure of the job has the id that it had. */
    @Test
    void noLetterIsLostThoughCallsAndTheJobFailAndOneThatComesTwiceHasTheSameId() throws Exception {
        for (int i = 0; i < 5; i++) {
            queue.failNext(Operation.SEND, new SqsException(Kind.THROTTLED, "code", "too many", null));
            queue.failNext(Operation.SEND, new SqsException(Kind.UNAVAILABLE, "code", "gone", null));
        }
        FAILURES.set(2);
        StreamExecutionEnvironment env = environment();
        env.enableCheckpointing(100);
        Configuration restarting = new Configuration();
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        env.configure(restarting);

        run(env, 600, RateLimiterStrategy.perSecond(300), Duration.ofSeconds(20), index -> {
            if (index > 400 && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("forced");
            }
            return rejected(index, 10);
        });

        assertThat(FAILURES).as("failures that did not happen").hasValue(0);
        assertThat(taken().stream().map(DeadLetterQueueIT::id).collect(Collectors.toSet()))
                .isEqualTo(IntStream.range(0, 600)
                        .mapToObj(index -> "clicks-" + MessageId.of("m" + index / 10) + "-" + index % 10)
                        .collect(Collectors.toSet()));
    }

    private static String id(OutgoingMessage message) {
        return message.attributes().get("millrace.letter-id");
    }

    private static FakeSqsQueue open() {
        return queue.isClosed() ? queue.afterClose() : queue;
    }

    private static List<SqsMessage> taken() throws InterruptedException {
        List<SqsMessage> all = new ArrayList<>();
        List<SqsMessage> some = open().receive(10, Duration.ZERO, Duration.ofHours(1));
        while (!some.isEmpty()) {
            all.addAll(some);
            some = queue.receive(10, Duration.ZERO, Duration.ofHours(1));
        }
        return all;
    }

    private static String id(SqsMessage message) {
        return message.attributes().get("millrace.letter-id");
    }

    private void run(int letters, Duration timeout, GeneratorFunction<Long, RejectedRecord> generator)
            throws Exception {
        run(environment(), letters, RateLimiterStrategy.noOp(), timeout, generator);
    }

    private void run(
            StreamExecutionEnvironment env,
            int letters,
            RateLimiterStrategy<?> rate,
            Duration timeout,
            GeneratorFunction<Long, RejectedRecord> generator)
            throws Exception {
        SqsDeadLetterConfig config = new SqsDeadLetterConfig(
                new QueueUrl(URL),
                null,
                null,
                ByteSize.parse("256 KiB"),
                timeout,
                new DeadLetterRetryConfig(Duration.ofMillis(100), Duration.ofSeconds(5)),
                AwsClientConfig.USUAL);
        env.fromSource(
                        new DataGeneratorSource<>(generator, letters, rate, new RejectedRecordTypeInfo()),
                        WatermarkStrategy.noWatermarks(),
                        "rejected")
                .process(new DeadLetterRows("clicks", "0.1.0"), new RoutedRecordTypeInfo(DeadLetterRows.SCHEMA))
                .uid("rows")
                .sinkTo(new DeadLetterQueue(
                        config,
                        new OutputPath(directory.resolve("dead").toString()),
                        DeadLetterQueueIT::open,
                        LetterConverterTest::text))
                .uid("letters");
        env.execute();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    /** Ten of a message. */
    private static RejectedRecord rejected(long index, int bytes) {
        return new RejectedRecord(
                MessageId.of("m" + index / 10),
                (int) (index % 10),
                new byte[bytes],
                true,
                Map.of(),
                new SqsOrigin("http://localhost:9324/000000000000/events", "m" + index / 10, null, 1, 1, 1),
                Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, "no JSON"),
                1_760_003_601_250L);
    }
}
