package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.OutputException;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.ColumnStats;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** An encoder as Flink's bulk files know it. Tells an encoder's failure, which is final, from the file system's. */
final class EncodingWriter implements BulkWriter<RoutedRecord> {

    private final Encoder encoder;
    private final Path path;

    EncodingWriter(Encoder encoder, Path path) {
        this.encoder = requireNonNull(encoder, "encoder");
        this.path = requireNonNull(path, "path");
    }

    @Override
    public void addElement(RoutedRecord record) throws IOException {
        try {
            encoder.add(record.row());
        } catch (IOException | RuntimeException e) {
            throw failed("a row could not be encoded for " + path, e);
        }
    }

    /** Nothing to do: Flink flushes only to finish, and finishing writes everything. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        try {
            encoder.finish();
        } catch (IOException | RuntimeException e) {
            throw failed("the end of " + path + " could not be encoded", e);
        }
    }

    long encodedSize() {
        return encoder.encodedSize();
    }

    /** What the finished file says of its columns. */
    List<ColumnStats> columns() {
        return encoder.columns();
    }

    /** Gives the file system's failure to throw, or throws the encoder's. */
    private static OutputException failed(String message, Exception e) {
        if (e instanceof OutputException) {
            return (OutputException) e;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof OutputException) {
                return OutputException.sinkWrite(message, e);
            }
        }
        throw new SuppressRestartsException(OutputException.encode(message, e));
    }
}
