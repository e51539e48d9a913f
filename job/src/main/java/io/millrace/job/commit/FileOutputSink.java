package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSinkCommittableSerializer;
import org.apache.flink.connector.file.sink.committer.FileCommitter;
import org.apache.flink.connector.file.sink.writer.DefaultFileWriterBucketFactory;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.WriterProperties;

/**
 * Flink's file sink, composed of its own parts:
 *
 * <pre>
 *   RoutedRecord → writer (FileWriter over CountingBucketWriter over BulkBucketWriter)
 *                → checkpoint (stamps its id on each closed file)
 *                → committer (FileCommitter, then the listener, then the announcer)
 * </pre>
 *
 * Flink's own sink can't be used as it is: its rolling sees only what an encoder has let go, and its committables
 * carry no counts. The decision is ADR 0001.
 */
final class FileOutputSink
        implements Sink<RoutedRecord>,
                SupportsWriterState<RoutedRecord, WriterTotals>,
                SupportsCommitter<FileCommittable>,
                SupportsPreCommitTopology<FileCommittable, FileCommittable> {

    private static final long serialVersionUID = 1L;

    private final FileOutput output;
    private final Path base;

    FileOutputSink(FileOutput output) {
        this.output = requireNonNull(output, "output");
        // Absolute: a relative path is relative to where the job is started, which is here, and not to where it runs.
        this.base = new Path(output.path().toUri());
    }

    @Override
    public FileOutputWriter createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public FileOutputWriter restoreWriter(WriterInitContext context, Collection<WriterTotals> restored)
            throws IOException {
        WrittenFiles written = new WrittenFiles(output, restored, context.metricGroup());
        RollPolicy roll = new RollPolicy(output.roll());
        FileWriter<RoutedRecord> files = new FileWriter<>(
                base,
                context.metricGroup(),
                PartitionAssigner.INSTANCE,
                new DefaultFileWriterBucketFactory<>(),
                new CountingBucketWriter(base, recoverableWriter(), output.encoders(), written),
                roll,
                new OutputFileConfig(output.prefix().value(), output.encoders().extension()),
                context.getProcessingTimeService(),
                roll.checkInterval().toMillis());
        // Starts the clock that looks at ages; there is no open file to restore.
        files.initializeState(List.of());
        return new FileOutputWriter(files, written);
    }

    @Override
    public Committer<FileCommittable> createCommitter(CommitterInitContext context) throws IOException {
        return new FileOutputCommitter(
                new FileCommitter(closedFiles()),
                output.listener(),
                output.announcers().open(context.metricGroup()),
                new CommitMetrics(context.metricGroup(), InstantSource.system()));
    }

    @Override
    public DataStream<CommittableMessage<FileCommittable>> addPreCommitTopology(
            DataStream<CommittableMessage<FileCommittable>> closed) {
        return closed.map(new CheckpointStamp())
                .returns(closed.getType())
                .name("checkpoint")
                .uid("checkpoint");
    }

    @Override
    public SimpleVersionedSerializer<FileCommittable> getCommittableSerializer() {
        try {
            WriterProperties files = closedFiles().getProperties();
            return new FileCommittableSerializer(new FileSinkCommittableSerializer(
                    files.getPendingFileRecoverableSerializer(), files.getInProgressFileRecoverableSerializer()));
        } catch (IOException e) {
            throw new UncheckedIOException("no file system for " + base, e);
        }
    }

    @Override
    public SimpleVersionedSerializer<FileCommittable> getWriteResultSerializer() {
        return getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<WriterTotals> getWriterStateSerializer() {
        return WriterTotalsSerializer.INSTANCE;
    }

    /** For files that are closed already: opens none. */
    private BucketWriter<RoutedRecord, String> closedFiles() throws IOException {
        return new BulkBucketWriter<>(recoverableWriter(), out -> {
            throw new IllegalStateException("only a writer opens files");
        });
    }

    private RecoverableWriter recoverableWriter() throws IOException {
        return base.getFileSystem().createRecoverableWriter();
    }
}
