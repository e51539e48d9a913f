package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.announce.proto.FileFormat;
import io.millrace.job.aws.FakeKinesisPublisher;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisFault;
import io.millrace.job.testkit.KinesisFault.Partly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The sink in a job of its own, on a real server, and on a stream that fails as it is told. */
@Timeout(120)
final class DataFileSinkIT {

    /** Static, because the job's tasks share nothing else with the test. */
    private static FakeKinesisPublisher stream;

    private static final String PUT = "PutRecords";
    private static final List<OversizedRecordException> TOO_LARGE = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void aThousandFilesAreOnTheStreamWithinAFifthOfEvenOverItsShards() throws Exception {
        try (KinesaliteServer server = KinesaliteServer.start(directory)) {
            server.createStream("commits", 4);
            run(
                    1000,
                    10,
                    DataFileSink.builder().stream(new StreamName("commits"))
                            .endpoint(server.endpoint())
                            .maxTimeInBuffer(Duration.ofMillis(100))
                            .build());
            List<String> paths = new ArrayList<>();
            for (Shard shard : server.shards("commits")) {
                List<byte[]> records = read(server, shard.shardId());
                assertThat(records.size()).as(shard.shardId()).isBetween(200, 300);
                for (byte[] next : records) {
                    paths.add(path(next));
                }
            }
            assertThat(paths).hasSize(1000).doesNotHaveDuplicates();
        }
    }

    @Test
    void onlyWhatFailedIsPutAgain() throws Exception {
        stream = new FakeKinesisPublisher(1)
                .thenThrottles(0, 7)
                .thenFails(Kind.UNAVAILABLE)
                .thenThrottles(1);
        run(20, 10, sink().build());
        assertThat(stream.calls()).containsExactly(20, 2, 2, 1);
        assertThat(paths()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void whatFailsTooOftenFailsTheJobWithItsLastReason() {
        stream = new FakeKinesisPublisher(1)
                .thenFails(Kind.UNAVAILABLE)
                .thenFails(Kind.UNAVAILABLE)
                .thenFails(Kind.UNAVAILABLE)
                .thenThrottles(0)
                .thenThrottles(0);
        assertThatThrownBy(() -> run(1, 10, sink().build()))
                .hasStackTraceContaining("putting 1 records on the stream commits failed 5 times")
                .hasStackTraceContaining("ProvisionedThroughputExceededException: Rate exceeded");
        assertThat(stream.calls()).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void aRecordThatIsTooLargeIsAnErrorWithItsNameAndSize() {
        stream = new FakeKinesisPublisher(1);
        assertThatThrownBy(() -> run(
                        1, 3000, sink().maxRecordSize(ByteSize.parse("1 KiB")).build()))
                .hasStackTraceContaining(OversizedRecordException.class.getName())
                .hasStackTraceContaining("the announcement of s3://lake/part-0.parquet has")
                .hasStackTraceContaining("more than the 1024 that a record of the stream may have");
        assertThat(stream.records()).isEmpty();
    }

    @Test
    void aRecordThatIsTooLargeIsAnErrorOfItsOwnWhereSomebodyHearsOfIt() throws Exception {
        stream = new FakeKinesisPublisher(1);
        TOO_LARGE.clear();
        DataFileSink sink = sink().maxRecordSize(ByteSize.parse("1 KiB"))
                .onOversized(error -> TOO_LARGE.add(error))
                .build();
        run(environment(), 5, RateLimiterStrategy.noOp(), index -> file(index, index == 2 ? 3000 : 10), sink)
                .getJobExecutionResult()
                .get();
        assertThat(paths()).hasSize(4).doesNotHaveDuplicates().doesNotContain("s3://lake/part-2.parquet");
        assertThat(TOO_LARGE).singleElement().satisfies(error -> {
            assertThat(error.filePath()).isEqualTo("s3://lake/part-2.parquet");
            assertThat(error.size()).isGreaterThan(1024);
        });
    }

    @Test
    void everyFileIsOnTheStreamThoughCallsFailInEveryWayTheJobFailsAndTheServerRestarts() throws Exception {
        KinesisFault[] faults = {
            Partly.throttled(position -> position % 3 == 0),
            KinesisFault.THROTTLED,
            KinesisFault.ANSWER_LOST,
            Partly.failed(position -> true),
            KinesisFault.INTERNAL,
            Partly.throttled(position -> position > 0),
            KinesisFault.UNAVAILABLE
        };
        FAILURES.set(2);
        try (KinesaliteServer server = KinesaliteServer.start(directory);
                FaultyKinesis faulty = FaultyKinesis.before(server.endpoint())) {
            server.createStream("commits", 4);
            faulty.every(2, PUT, faults);
            DataFileSink sink = DataFileSink.builder().stream(new StreamName("commits"))
                    .endpoint(faulty.endpoint())
                    .maxTimeInBuffer(Duration.ofMillis(50))
                    .build();
            StreamExecutionEnvironment env = environment();
            env.enableCheckpointing(200);
            Configuration restarting = new Configuration();
            restarting.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
            restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
            env.configure(restarting);
            JobClient job = run(env, 2000, RateLimiterStrategy.perSecond(500), DataFileSinkIT::fileOrFailure, sink);
            awaitCalls(faulty, 2 * faults.length);
            server.stop();
            awaitCalls(faulty, faulty.calls(PUT) + 5);
            server.restart();
            job.getJobExecutionResult().get();

            assertThat(FAILURES.get()).as("failures that did not happen").isZero();
            assertThat(faulty.suffered(PUT)).contains(faults);
            Set<String> paths = new HashSet<>();
            for (Shard shard : server.shards("commits")) {
                for (byte[] next : read(server, shard.shardId())) {
                    paths.add(path(next));
                }
            }
            assertThat(paths).hasSize(2000);
        }
    }

    @Test
    void withAPlaceForThemLargeAnnouncementsGoThere() throws Exception {
        stream = new FakeKinesisPublisher(1);
        run(
                2,
                3000,
                sink().largePayloads(new OutputPath(directory.toString()), ByteSize.parse("1 KiB"))
                        .build());
        assertThat(paths()).containsExactlyInAnyOrder("s3://lake/part-0.parquet", "s3://lake/part-1.parquet");
    }

    @Test
    void aSinkNeedsAStream() {
        assertThatThrownBy(() -> DataFileSink.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a stream, but none was given");
    }

    private static DataFileSinkBuilder sink() {
        return DataFileSink.builder().stream(new StreamName("commits"))
                .maxTimeInBuffer(Duration.ofMillis(200))
                .retry(new RetryConfig(4, Duration.ofMillis(1), Duration.ofMillis(2)))
                .publishers(() -> stream);
    }

    private static void awaitCalls(FaultyKinesis faulty, int calls) {
        await().atMost(Duration.ofSeconds(60)).until(() -> faulty.calls(PUT) >= calls);
    }

    /** @param fields how many fields each announcement names */
    private static void run(int files, int fields, DataFileSink sink) throws Exception {
        run(environment(), files, RateLimiterStrategy.noOp(), index -> file(index, fields), sink)
                .getJobExecutionResult()
                .get();
    }

    private static JobClient run(
            StreamExecutionEnvironment env,
            int files,
            RateLimiterStrategy<?> rate,
            GeneratorFunction<Long, DataFileV1> generator,
            DataFileSink sink)
            throws Exception {
        env.fromSource(
                        new DataGeneratorSource<>(generator, files, rate, TypeInformation.of(DataFileV1.class)),
                        WatermarkStrategy.noWatermarks(),
                        "files")
                .sinkTo(sink)
                .uid("announce");
        return env.executeAsync();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    /** Two thirds through, the job fails. */
    private static DataFileV1 fileOrFailure(long index) {
        if (index > 1300 && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("forced");
        }
        return file(index, 10);
    }

    private static DataFileV1 file(long index, int fields) {
        return DataFileV1.newBuilder()
                .setFilePath("s3://lake/part-" + index + ".parquet")
                .setFileFormat(FileFormat.FILE_FORMAT_PARQUET)
                .setRecordCount(index)
                .addAllIndexedFields(IntStream.range(0, fields)
                        .mapToObj(field -> Integer.toHexString(field * 0x9E3779B9))
                        .toList())
                .build();
    }

    private List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        for (OutgoingRecord next : stream.records()) {
            paths.add(path(next.data()));
        }
        return paths;
    }

    private String path(byte[] record) throws IOException {
        LogRow row = RecordForm.row(record, new Payloads(directory.toUri()));
        return ((io.millrace.model.CommittedFile) row.entry()).path();
    }

    private static List<byte[]> read(KinesaliteServer server, String shardId) {
        String iterator = server.client()
                .getShardIterator(request -> request.streamName("commits")
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return server.client().getRecords(request -> request.shardIterator(iterator)).records().stream()
                .map(next -> next.data().asByteArray())
                .toList();
    }
}
