package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.OutputException;
import io.millrace.job.record.RoutedRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter;

/** A file being written: Flink's open bulk file, with its encoded size and what has gone into it. */
final class OpenFile implements InProgressFileWriter<RoutedRecord, String> {

    private final InProgressFileWriter<RoutedRecord, String> file;
    private final EncodingWriter encoder;
    private final Path path;
    private final WrittenFiles written;

    /** Null when nobody is told of the file. */
    private final SourceRanges sources;

    private long rows;
    private long inputBytes;
    private long minEventTimeMicros = Long.MAX_VALUE;
    private long maxEventTimeMicros = RoutedRecord.NO_EVENT_TIME;

    OpenFile(InProgressFileWriter<RoutedRecord, String> file, EncodingWriter encoder, Path path, WrittenFiles written) {
        this.file = requireNonNull(file, "file");
        this.encoder = requireNonNull(encoder, "encoder");
        this.path = requireNonNull(path, "path");
        this.written = requireNonNull(written, "written");
        this.sources = written.announced() ? new SourceRanges() : null;
    }

    @Override
    public void write(RoutedRecord record, long now) throws IOException {
        file.write(record, now);
        rows++;
        inputBytes += record.inputBytes();
        long time = record.eventTimeMicros();
        if (time != RoutedRecord.NO_EVENT_TIME) {
            minEventTimeMicros = Math.min(minEventTimeMicros, time);
            maxEventTimeMicros = Math.max(maxEventTimeMicros, time);
        }
        if (sources != null) {
            sources.add(record.origin());
        }
        written.row();
    }

    long rows() {
        return rows;
    }

    long inputBytes() {
        return inputBytes;
    }

    /** What the file would be if it were closed now; Flink's own file knows only what has left the encoder. */
    @Override
    public long getSize() {
        return encoder.encodedSize();
    }

    @Override
    public PendingFileRecoverable closeForCommit() throws IOException {
        PendingFileRecoverable pending;
        try {
            pending = file.closeForCommit();
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.sinkWrite("closing " + path + " failed", e);
        }
        long earliest = maxEventTimeMicros == RoutedRecord.NO_EVENT_TIME ? maxEventTimeMicros : minEventTimeMicros;
        written.closed(
                pending,
                rows,
                inputBytes,
                earliest,
                maxEventTimeMicros,
                sources == null ? List.of() : encoder.columns(),
                sources == null ? List.of() : sources.all());
        return pending;
    }

    @Override
    public void dispose() {
        file.dispose();
    }

    @Override
    public String getBucketId() {
        return file.getBucketId();
    }

    @Override
    public long getCreationTime() {
        return file.getCreationTime();
    }

    @Override
    public long getLastUpdateTime() {
        return file.getLastUpdateTime();
    }

    /** Never asked for: every file is closed before a checkpoint is taken. */
    @Override
    public InProgressFileRecoverable persist() {
        throw new UnsupportedOperationException("no file spans a checkpoint, so none is persisted: " + path);
    }
}
