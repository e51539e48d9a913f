package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.OutputException;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RoutedRecord;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.WriterProperties;

/** Opens files as Flink does, and puts an {@link OpenFile} around each, which measures and counts. */
final class CountingBucketWriter implements BucketWriter<RoutedRecord, String> {

    private final String base;
    private final EncoderOpener opener;
    private final BucketWriter<RoutedRecord, String> files;
    private final WrittenFiles written;

    CountingBucketWriter(Path base, RecoverableWriter fileSystem, EncoderFactory encoders, WrittenFiles written)
            throws IOException {
        this.base = base.toString().endsWith("/") ? base.toString() : base + "/";
        this.opener = new EncoderOpener(encoders);
        this.files = new BulkBucketWriter<>(fileSystem, opener);
        this.written = requireNonNull(written, "written");
    }

    @Override
    public InProgressFileWriter<RoutedRecord, String> openNewInProgressFile(String partition, Path path, long now)
            throws IOException {
        if (!path.toString().startsWith(base)) {
            throw new IllegalStateException("partition '" + partition + "' leads out of " + base);
        }
        opener.path = path;
        try {
            InProgressFileWriter<RoutedRecord, String> file = files.openNewInProgressFile(partition, path, now);
            return new OpenFile(file, opener.opened, path, written);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.sinkWrite("opening " + path + " failed", e);
        }
    }

    @Override
    public InProgressFileWriter<RoutedRecord, String> resumeInProgressFileFrom(
            String partition, InProgressFileWriter.InProgressFileRecoverable file, long created) {
        throw new UnsupportedOperationException("no file spans a checkpoint, so none is resumed: " + file.getPath());
    }

    @Override
    public WriterProperties getProperties() {
        return files.getProperties();
    }

    @Override
    public PendingFile recoverPendingFile(InProgressFileWriter.PendingFileRecoverable file) throws IOException {
        return files.recoverPendingFile(file);
    }

    @Override
    public boolean cleanupInProgressFileRecoverable(InProgressFileWriter.InProgressFileRecoverable file)
            throws IOException {
        return files.cleanupInProgressFileRecoverable(file);
    }

    /** Flink asks for an encoder in the middle of opening a file, and does not show it afterwards: kept here. */
    private static final class EncoderOpener implements BulkWriter.Factory<RoutedRecord> {

        private static final long serialVersionUID = 1L;

        private final EncoderFactory encoders;
        private transient Path path;
        private transient EncodingWriter opened;

        EncoderOpener(EncoderFactory encoders) {
            this.encoders = requireNonNull(encoders, "encoders");
        }

        @Override
        public BulkWriter<RoutedRecord> create(FSDataOutputStream out) throws IOException {
            opened = new EncodingWriter(encoders.create(new GuardedStream(out, path)), path);
            return opened;
        }
    }
}
