package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.announce.proto.FileFormat;
import io.millrace.job.aws.FakeKinesisPublisher;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.KinesaliteServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
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
                .thenThrottles(0);
        assertThatThrownBy(() -> run(1, 10, sink().build()))
                .hasStackTraceContaining("putting 1 records on the stream commits failed 4 times")
                .hasStackTraceContaining("ProvisionedThroughputExceededException: Rate exceeded");
        assertThat(stream.calls()).containsExactly(1, 1, 1, 1);
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

    /** @param fields how many fields each announcement names */
    private static void run(int files, int fields, DataFileSink sink) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        env.fromSource(
                        new DataGeneratorSource<>(
                                index -> file(index, fields), files, TypeInformation.of(DataFileV1.class)),
                        WatermarkStrategy.noWatermarks(),
                        "files")
                .sinkTo(sink)
                .uid("announce");
        env.execute();
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
