package io.millrace.job.source.files;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Opens byte ranges of files for {@link LineChunkReader}. */
final class LineChunks implements BulkFormat<RawMessage, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private final int maxRecordSize;

    /** What the files hold when they are CSV; null when each line is a record. */
    private final CsvRecordsConfig csv;

    LineChunks(ByteSize maxRecordSize, CsvRecordsConfig csv) {
        this.csv = csv;
        this.maxRecordSize =
                Math.toIntExact(requireNonNull(maxRecordSize, "maxRecordSize").bytes());
    }

    @Override
    public LineChunkReader createReader(Configuration config, FileSourceSplit split) throws IOException {
        LineChunkReader reader = open(split, Math.max(0, split.offset() - 1));
        if (split.offset() > 0) {
            // The line around a border belongs to the range in which it begins.
            reader.skipLine();
        }
        return reader;
    }

    @Override
    public LineChunkReader restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        long position = split.getReaderPosition()
                .orElseThrow(() -> new IllegalStateException("nothing to restore: " + split))
                .getOffset();
        return open(split, position);
    }

    private LineChunkReader open(FileSourceSplit split, long position) throws IOException {
        Path path = split.path();
        FileSystem fileSystem = path.getFileSystem();
        checkUnchanged(split, fileSystem.getFileStatus(path));
        CsvFileHeader header = header(fileSystem, path);
        return open(split, fileSystem, Math.max(position, header.end()), header.attributes());
    }

    private CsvFileHeader header(FileSystem fileSystem, Path path) throws IOException {
        if (csv == null || !csv.header()) {
            return CsvFileHeader.NONE;
        }
        try (FSDataInputStream file = fileSystem.open(path);
                InputStream lines = Compression.of(path.getName()).decompress(file)) {
            return CsvFileHeader.read(lines, csv, maxRecordSize);
        }
    }

    private LineChunkReader open(
            FileSourceSplit split, FileSystem fileSystem, long position, Map<String, String> attributes)
            throws IOException {
        Path path = split.path();
        FSDataInputStream file = fileSystem.open(path);
        try {
            Compression compression = Compression.of(path.getName());
            InputStream lines = compression.decompress(file);
            long end = split.offset() + split.length();
            if (compression == Compression.NONE) {
                file.seek(position);
            } else {
                lines.skipNBytes(position);
                end = LineChunkReader.UNKNOWN_END;
            }
            return new LineChunkReader(
                    lines,
                    path.toUri().toString(),
                    split.fileModificationTime(),
                    position,
                    end,
                    maxRecordSize,
                    LineChunkReader.CHUNK_SIZE,
                    RecordEnds.of(csv),
                    attributes);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A file that is replaced while it is read would give some lines twice and others never. */
    private static void checkUnchanged(FileSourceSplit split, FileStatus now) throws IOException {
        if (now.getLen() != split.fileSize() || now.getModificationTime() != split.fileModificationTime()) {
            throw new IOException("the file " + split.path() + " has changed since it was listed: it had "
                    + split.fileSize() + " bytes and has " + now.getLen()
                    + "; files that are read must not change; start again with --fresh to read it as it is now");
        }
    }

    /** A compressed file is one range: {@link MatchingFiles} sees to that. */
    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<RawMessage> getProducedType() {
        return new RawMessageTypeInfo();
    }
}
