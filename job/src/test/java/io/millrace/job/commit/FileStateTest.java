package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.GoldenFile;
import io.millrace.model.ColumnStats;
import io.millrace.model.SourceRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.FileSinkCommittableSerializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.InProgressFileRecoverable;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputStreamBasedPartFileWriter.OutputStreamBasedInProgressFileRecoverable;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputStreamBasedPartFileWriter.OutputStreamBasedPendingFileRecoverable;
import org.apache.flink.streaming.api.functions.sink.filesystem.WriterProperties;
import org.junit.jupiter.api.Test;

final class FileStateTest {

    private static final RecoverableWriter.ResumeRecoverable WRITTEN = written();
    private static final FileCommittable FILE = new FileCommittable(
            new FileSinkCommittable(
                    "2026/11/20/19",
                    new OutputStreamBasedPendingFileRecoverable(
                            (RecoverableWriter.CommitRecoverable) WRITTEN,
                            new Path("/lake/2026/11/20/19/part-0.parquet"),
                            4711)),
            new FileStats(
                    "parquet",
                    "shop.Order",
                    "0a1b2c",
                    12,
                    6_300,
                    -5,
                    1_800_000_000_000_000L,
                    List.of(
                            new ColumnStats("id", 120, 12, 0, null, new byte[] {1, 0, 0, 0}, new byte[] {-1, 0, 0, 0}),
                            new ColumnStats("at.tokyo", 7, 12, 12, 0L, null, null)),
                    List.of(
                            new SourceRange("https://sqs.eu-west-1.amazonaws.com/1/q", "", "", 9),
                            new SourceRange("clicks/shardId-000000000001", "17", "4958", 3))),
            42);

    /** The same as the first release knew it. */
    private static final FileCommittable FIRST = new FileCommittable(
            FILE.file(), stats("parquet", "0a1b2c", 12, 6_300, -5, 1_800_000_000_000_000L), FILE.checkpointId());

    @Test
    void aFileToCommitComesThroughWhole() throws Exception {
        assertComesThrough(FILE);
        assertComesThrough(new FileCommittable(
                FILE.file(),
                stats("ndjson", "", 1, 2, RoutedRecord.NO_EVENT_TIME, RoutedRecord.NO_EVENT_TIME),
                FileCommittable.UNKNOWN_CHECKPOINT));
    }

    @Test
    void aCleanUpHasNoStatistics() throws Exception {
        InProgressFileRecoverable open =
                new OutputStreamBasedInProgressFileRecoverable(WRITTEN, new Path("/lake/a/part-0"));
        assertComesThrough(new FileCommittable(new FileSinkCommittable("a", open), null, 3));
        assertThatThrownBy(() -> new FileCommittable(FILE.file(), null, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a file that becomes visible has statistics, and a clean-up has none, but got");
    }

    @Test
    void filesThatTheFirstReleaseLeftToCommitAreRead() throws Exception {
        byte[] golden = new GoldenFile("file-committable-v1.bin").bytes();
        assertSame(SimpleVersionedSerialization.readVersionAndDeSerialize(files(), golden), FIRST);
    }

    @Test
    void filesToCommitAreWrittenAndReadAsTheSecondReleaseDid() throws Exception {
        GoldenFile golden = new GoldenFile("file-committable-v2.bin");
        golden.assertHolds(SimpleVersionedSerialization.writeVersionAndSerialize(files(), FILE));
        assertSame(SimpleVersionedSerialization.readVersionAndDeSerialize(files(), golden.bytes()), FILE);
    }

    @Test
    void aFileToCommitOfAnUnknownVersionIsRefused() {
        assertThatThrownBy(() -> files().deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("expected version 1 to 2 of a file to commit, but got version 3: the state was written by"
                        + " another release");
    }

    @Test
    void aWritersTotalsAreWrittenAndReadAsTheFirstReleaseDid() throws Exception {
        WriterTotals totals = new WriterTotals(4_090_000, 17, 1L << 41);
        GoldenFile golden = new GoldenFile("writer-totals-v1.bin");
        golden.assertHolds(
                SimpleVersionedSerialization.writeVersionAndSerialize(WriterTotalsSerializer.INSTANCE, totals));
        assertThat(SimpleVersionedSerialization.readVersionAndDeSerialize(
                        WriterTotalsSerializer.INSTANCE, golden.bytes()))
                .isEqualTo(totals);
    }

    @Test
    void aWritersTotalsOfAnUnknownVersionAreRefused() {
        assertThatThrownBy(() -> WriterTotalsSerializer.INSTANCE.deserialize(2, new byte[32]))
                .isInstanceOf(IOException.class)
                .hasMessage("expected version 1 of a writer's totals in 24 bytes, but got version 2 in 32 bytes: the"
                        + " state was written by another release");
    }

    private static FileStats stats(
            String format, String fingerprint, long rows, long inputBytes, long minEventTime, long maxEventTime) {
        return new FileStats(
                format, "", fingerprint, rows, inputBytes, minEventTime, maxEventTime, List.of(), List.of());
    }

    private static void assertComesThrough(FileCommittable file) throws IOException {
        byte[] bytes = SimpleVersionedSerialization.writeVersionAndSerialize(files(), file);
        assertSame(SimpleVersionedSerialization.readVersionAndDeSerialize(files(), bytes), file);
    }

    /** Flink's local recoverable has no equality, but a form in bytes. */
    private static void assertSame(FileCommittable read, FileCommittable file) throws IOException {
        assertThat(read.checkpointId()).isEqualTo(file.checkpointId());
        assertThat(read.stats()).isEqualTo(file.stats());
        assertThat(files().serialize(read)).isEqualTo(files().serialize(file));
    }

    /** What the local file system says of a file that is written but not visible. */
    private static RecoverableWriter.ResumeRecoverable written() {
        byte[] target = "/lake/2026/11/20/19/part-0.parquet".getBytes(StandardCharsets.UTF_8);
        byte[] temporary = "/lake/2026/11/20/19/.part-0.parquet.inprogress.1".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(20 + target.length + temporary.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x1e744b57)
                .putLong(4711)
                .putInt(target.length)
                .putInt(temporary.length)
                .put(target)
                .put(temporary)
                .array();
        try {
            return LocalFileSystem.getSharedInstance()
                    .createRecoverableWriter()
                    .getResumeRecoverableSerializer()
                    .deserialize(1, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static FileCommittableSerializer files() throws IOException {
        WriterProperties properties = new BulkBucketWriter<RoutedRecord, String>(
                        LocalFileSystem.getSharedInstance().createRecoverableWriter(), out -> {
                            throw new IllegalStateException("nothing is written here");
                        })
                .getProperties();
        return new FileCommittableSerializer(new FileSinkCommittableSerializer(
                properties.getPendingFileRecoverableSerializer(), properties.getInProgressFileRecoverableSerializer()));
    }
}
