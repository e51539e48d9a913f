package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.SharedStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The queue of the dead letters is taken out of a pipeline that has state, and put in again later. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class DeadLetterQueueLaterIT {

    private static final int EACH = 20;

    /** Static, because the job's tasks share nothing else with the test. */
    private static final FakeSqsQueue QUEUE = FakeSqsQueue.standard(InstantSource.system());

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private final FakeKinesisStream stream = new FakeKinesisStream(InstantSource.system(), Duration.ofHours(24), 2);
    private int put;

    @Test
    void aPipelineGoesOnFromItsStateWithoutTheQueueAndWithItAgain() throws Exception {
        Events.writeSchema(directory);
        putBadRecords();
        String first = runUntilInFiles(true, null);
        putBadRecords();
        String second = runUntilInFiles(false, first);
        putBadRecords();
        environment(true, "until: start", second).execute();

        assertThat(lettersInFiles()).isEqualTo(3 * EACH);
        List<String> sent = QUEUE.sends().stream()
                .flatMap(List::stream)
                .map(OutgoingMessage::body)
                .toList();
        // What was not sent when the queue was taken out is kept until there is one again.
        assertThat(sent).doesNotHaveDuplicates().hasSize(2 * EACH);
        assertThat(sent).noneMatch(letter -> letter.contains(payload(EACH)));
        assertThat(sent).anyMatch(letter -> letter.contains(payload(0)));
        assertThat(sent).anyMatch(letter -> letter.contains(payload(2 * EACH)));
    }

    private String runUntilInFiles(boolean queue, String from) throws Exception {
        JobClient job = environment(queue, "", from).executeAsync();
        await().atMost(Duration.ofMinutes(1)).until(() -> lettersInFiles() == put);
        return job.stopWithSavepoint(false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    private long lettersInFiles() {
        if (!directory.resolve("dead").toFile().exists()) {
            return 0;
        }
        try (DuckDb duckdb = DuckDb.open()) {
            return (Long) duckdb.rows("SELECT count(*) AS n FROM read_text('" + directory.resolve("dead")
                            + "/*/*/*/*/[!._]*.jsonl'), unnest(string_split(trim(content, chr(10)), chr(10)))")
                    .get(0)
                    .get("n");
        }
    }

    private void putBadRecords() {
        for (int i = 0; i < EACH; i++) {
            String shard = "shardId-%012d".formatted(put % 2);
            stream.put(shard, "key", text(put++).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(int index) {
        return "no JSON " + (1000 + index);
    }

    private static String payload(int index) {
        return Base64.getEncoder().encodeToString(text(index).getBytes(StandardCharsets.UTF_8));
    }

    private static SqsQueue open() {
        return new ForwardingSqsQueue(QUEUE) {
            @Override
            public void close() {
                // The tasks share it.
            }
        };
    }

    private StreamExecutionEnvironment environment(boolean queue, String source, String from) throws Exception {
        String yaml =
                """
                name: later
                parallelism: 2
                source:
                  kinesis:
                    stream: events
                    get-records-interval: 20 ms
                    idle-interval: 50 ms
                    discovery-interval: 200 ms
                    %s
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                  %s
                  breaker: {max-share: 1}
                checkpoint:
                  interval: 200 ms
                  directory: %s
                """
                        .formatted(
                                source,
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                queue ? "sqs: {queue-url: 'http://localhost:1/000000000000/dead'}" : "",
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "later.yaml", Map.of(), variable -> null);
        Configuration settings = new Configuration();
        if (from != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withStream(SharedStream.of(stream))
                        .withLetters(DeadLetterQueueLaterIT::open));
        return env;
    }
}
