package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisFault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose shards are at their limits, whose service fails, and whose server restarts, through the whole job. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class TroubledStreamIT {

    private static final String STREAM = "events";
    private static final int RECORDS = 20_000;
    private static final String READ = "GetRecords";

    /** Fewer than the stream has pages, so that there is something left to read when the server stops. */
    private static final int READS_BEFORE_THE_STOP = 100;

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
            .build());

    @TempDir
    Path directory;

    @Test
    void everyRecordIsInTheFilesOnceThoughCallsFailInEveryWayAndTheServerRestarts() throws Exception {
        KinesisFault[] faults = {
            KinesisFault.THROTTLED,
            KinesisFault.EXPIRED_ITERATOR,
            KinesisFault.INTERNAL,
            KinesisFault.ANSWER_LOST,
            KinesisFault.UNAVAILABLE
        };
        Events.writeSchema(directory);
        Faults.clear();
        Faults.at(Faults.Point.BEFORE_BARRIER, 2, 5_001);
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"));
                FaultyKinesis faulty = FaultyKinesis.before(server.endpoint())) {
            server.createStream(STREAM, 4);
            StreamProducer.put(server, STREAM, 0, RECORDS, Events::event);
            // So many in a row that the attempts of the client itself are not enough.
            faulty.next(READ, Collections.nCopies(12, KinesisFault.INTERNAL).toArray(KinesisFault[]::new))
                    .every(3, READ, faults)
                    .every(2, "GetShardIterator", KinesisFault.THROTTLED, KinesisFault.INTERNAL)
                    .every(2, "DescribeStreamSummary", KinesisFault.TOO_MANY_CALLS)
                    .next("ListShards", KinesisFault.INTERNAL, KinesisFault.UNAVAILABLE, KinesisFault.ANSWER_LOST)
                    .hold(READ, READS_BEFORE_THE_STOP);
            JobClient job = environment(faulty.endpoint()).executeAsync();
            await().atMost(Duration.ofMinutes(1)).until(() -> faulty.calls(READ) > READS_BEFORE_THE_STOP);
            server.stop();
            faulty.release(READ);
            await().atMost(Duration.ofMinutes(1)).until(() -> faulty.calls(READ) > READS_BEFORE_THE_STOP + 5);
            server.restart();
            job.getJobExecutionResult().get();

            assertThat(Faults.left()).as("failures that never happened").isZero();
            Events.assertEachOnce(directory.resolve("out"), RECORDS);
            assertThat(directory.resolve("dead")).doesNotExist();
            assertThat(faulty.suffered(READ)).contains(faults);
            long throttles = faulty.suffered(READ).stream()
                    .filter(KinesisFault.THROTTLED::equals)
                    .count();
            assertThat(counted(job, MetricNames.THROTTLES)).isGreaterThanOrEqualTo(throttles);
            assertThat(counted(job, MetricNames.EXPIRED_ITERATORS)).isPositive();
            assertThat(counted(job, MetricNames.RECEIVE_FAILURES)).isPositive();
        }
    }

    /** Over all readers and all their attempts, each of which has counters of its own. */
    private static long counted(JobClient job, String metric) {
        return METRICS.findJobMetricGroups(job.getJobID(), metric).stream()
                .mapToLong(found -> ((Counter) found.f2).getCount())
                .sum();
    }

    private StreamExecutionEnvironment environment(URI endpoint) throws Exception {
        String yaml =
                """
                name: troubled
                parallelism: 2
                source:
                  kinesis:
                    stream: %s
                    endpoint: %s
                    until: start
                    max-record-count: 100
                    get-records-interval: 5 ms
                    idle-interval: 50 ms
                    discovery-interval: 300 ms
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
                checkpoint:
                  interval: 300 ms
                  restarts: 100
                  directory: %s
                """
                        .formatted(
                                STREAM,
                                endpoint,
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "troubled.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {}).withDecoders(FailingDecoders::new));
        return env;
    }
}
