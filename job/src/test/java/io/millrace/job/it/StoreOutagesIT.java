package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.announce.Verification;
import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.S3Config;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FaultyS3;
import io.millrace.job.testkit.S3Fault;
import io.millrace.job.testkit.S3Fault.CutOff;
import io.millrace.job.testkit.S3Fault.Slow;
import io.millrace.job.testkit.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real queue into a real S3 API that goes away, refuses, is slow, and whose answers are lost, through the whole job. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class StoreOutagesIT {

    private static final String BUCKET = "lake";
    private static final int READERS = 2;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(READERS)
            .build());

    @TempDir
    Path directory;

    private ElasticMqServer sqs;
    private S3Server s3;
    private FaultyS3 store;
    private QueueUrl url;
    private SqsQueue queue;
    private JobClient job;

    @BeforeEach
    void start() throws Exception {
        sqs = ElasticMqServer.start();
        s3 = S3Server.start().withBucket(BUCKET);
        store = FaultyS3.before(s3);
        url = sqs.createQueue("events");
        queue = sqs.open(url);
        Evidence.collectFor(directory.resolve("checkpoints"));
        Faults.clear();
    }

    @AfterEach
    void stop() throws Exception {
        if (!job.getJobStatus().get().isTerminalState()) {
            job.cancel().get();
        }
        queue.close();
        store.close();
        s3.close();
        sqs.close();
    }

    @Test
    void aStoreThatIsGoneThenRefusesThenIsSlowHoldsTheJobUpAndNoMore() throws Exception {
        int messages = 12_000;
        Producer.send(queue, messages / 2, Events::event);
        job = execute(littlePatience());
        await().atMost(Duration.ofMinutes(1)).until(() -> store.answered(FaultyS3.COMPLETE) >= 4);

        store.always(S3Fault.GONE);
        Producer.send(queue, messages - messages / 2, id -> Events.event(messages / 2 + id));
        // Over checkpoints and restarts: what was pending when the store went is committed by a job that was restored.
        awaitRestarts(2);
        store.always(S3Fault.SLOW_DOWN);
        awaitRestarts(1);
        store.always(S3Fault.UNAVAILABLE);
        awaitRestarts(1);
        store.always(new Slow(Duration.ofMillis(300)));
        long slow = store.answered(FaultyS3.COMPLETE);
        await().atMost(Duration.ofMinutes(1)).until(() -> store.answered(FaultyS3.COMPLETE) >= slow + 4);
        store.calm();
        job.getJobExecutionResult().get();

        assertThat(store.suffered(S3Fault.GONE)).isPositive();
        assertThat(store.suffered(S3Fault.SLOW_DOWN)).isPositive();
        assertThat(store.suffered(S3Fault.UNAVAILABLE)).isPositive();
        assertEachMessageIsThereOnce(messages);
        assertNothingWasGivenUp();
    }

    @Test
    void aShortOutageIsWaitedOutWithoutARestart() throws Exception {
        int messages = 6_000;
        Producer.send(queue, messages, Events::event);
        job = execute(S3FileSystem.patience());
        await().atMost(Duration.ofMinutes(1)).until(() -> store.answered(FaultyS3.COMPLETE) >= 4);

        for (S3Fault fault : new S3Fault[] {S3Fault.GONE, S3Fault.SLOW_DOWN, S3Fault.INTERNAL}) {
            store.always(fault);
            await().atMost(Duration.ofMinutes(1)).until(() -> store.suffered(fault) >= 6);
        }
        store.calm();
        job.getJobExecutionResult().get();

        assertThat(Evidence.readersStarted()).isEqualTo(READERS);
        assertEachMessageIsThereOnce(messages);
        assertNothingWasGivenUp();
    }

    @Test
    void aFileWhoseCompletionIsUnknownIsThereOnce() throws Exception {
        int messages = 12_000;
        S3Fault cutOff = new CutOff(Duration.ofSeconds(2));
        Producer.send(queue, messages, Events::event);
        // The answer alone, after which the client asks again; the call itself; and the answer with all that follows,
        // so
        // that not even a question about the file is answered before the job has failed.
        store.every(4, FaultyS3.COMPLETE, S3Fault.ANSWER_LOST, S3Fault.GONE, cutOff);
        job = execute(littlePatience());
        await().atMost(Duration.ofMinutes(1)).until(() -> store.suffered(cutOff) >= 2);
        store.calm();
        job.getJobExecutionResult().get();

        assertThat(store.suffered(S3Fault.ANSWER_LOST)).isPositive();
        assertThat(store.suffered(S3Fault.GONE)).isPositive();
        assertThat(Evidence.readersStarted())
                .as("readers, more than one start's")
                .isGreaterThan(READERS);
        assertEachMessageIsThereOnce(messages);
        assertNothingWasGivenUp();
    }

    private static void awaitRestarts(int restarts) {
        int before = Evidence.readersStarted();
        await().atMost(Duration.ofMinutes(1)).until(() -> Evidence.readersStarted() >= before + restarts * READERS);
    }

    private void assertEachMessageIsThereOnce(int messages) throws Exception {
        Verification.Totals totals =
                Account.of(URI.create("s3://" + BUCKET + "/events"), URI.create("s3://" + BUCKET + "/dead-letters"));
        assertThat(totals.written()).isEqualTo(messages);
        assertThat(totals.received()).isEqualTo(messages + totals.duplicates());
        s3.download(BUCKET, "events", directory.resolve("events"));
        Events.assertEachOnce(directory.resolve("events"), messages);
        assertThat(s3.keys(BUCKET)).as("dead letters").noneMatch(key -> key.startsWith("dead-letters/"));
        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
        assertThat(Evidence.deletes()).isGreaterThanOrEqualTo(messages);
        assertThat(Evidence.deletedTooEarly()).isEmpty();
    }

    /** Whatever was known or not known of an upload or a file, nobody took it away. */
    private void assertNothingWasGivenUp() {
        Set<String> uploads = new HashSet<>();
        for (FaultyS3.Call call : store.calls()) {
            if (call.operation().equals("CreateMultipartUpload")) {
                uploads.add(call.key());
            }
        }
        assertThat(uploads).isNotEmpty();
        assertThat(store.calls()).noneMatch(call -> call.operation().equals(FaultyS3.ABORT));
        assertThat(store.calls())
                .as("deletes, but for the markers of empty directories")
                .noneMatch(call -> call.operation().equals(FaultyS3.DELETE) && uploads.contains(call.key()));
    }

    /** With which a call gives up within a second or two, and the job restarts. */
    private static Configuration littlePatience() {
        Configuration settings = new Configuration();
        settings.setString("s3.attempts.maximum", "1");
        settings.setString("s3.retry.limit", "1");
        settings.setString("s3.retry.interval", "100ms");
        settings.setString("s3.retry.throttle.limit", "2");
        settings.setString("s3.retry.throttle.interval", "50ms");
        return settings;
    }

    private JobClient execute(Configuration patience) throws Exception {
        S3Config config = store.config(s3);
        Configuration settings = S3FileSystem.settings(config);
        settings.addAll(patience);
        S3FileSystem.load(S3Server.plugins(), settings);
        PipelineConfig pipeline = pipeline(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineEnds ends = PipelineEnds.of(pipeline, lines -> {});
        Pipeline.build(
                env,
                pipeline,
                SchemaLoader.in(directory),
                ends.withQueue(new WatchedQueue.Factory(ends.queue())).withSource(WatchedSource::new));
        Configuration impatient = new Configuration();
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMillis(1100));
        env.configure(impatient);
        return env.executeAsync();
    }

    private PipelineConfig pipeline(S3Config config) throws Exception {
        Events.writeSchema(directory);
        String yaml =
                """
                name: store-outages
                parallelism: %d
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    close-timeout: 1 s
                    visibility-timeout: 8 s
                    max-in-flight: 4000
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                    s3:
                      endpoint: %s
                      path-style: true
                      access-key: %s
                      secret-key: %s
                announce:
                  timeout: 2 s
                dead-letter:
                  path: s3://lake/dead-letters
                checkpoint:
                  interval: 500 ms
                  restarts: 100
                  directory: %s
                """
                        .formatted(
                                READERS,
                                url,
                                sqs.endpoint(),
                                config.endpoint(),
                                config.accessKey(),
                                config.secretKey(),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "store-outages.yaml", Map.of(), variable -> null);
    }
}
