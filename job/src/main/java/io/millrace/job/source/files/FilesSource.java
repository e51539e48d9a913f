package io.millrace.job.source.files;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FilesSourceConfig;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;
import org.apache.flink.connector.file.src.reader.BulkFormat.RecordIterator;
import org.apache.flink.core.fs.Path;

/**
 * Files of lines as a bounded source. Each message is a chunk of whole lines, so that a record costs nothing before it is
 * decoded; what is decoded has {@link io.millrace.job.config.DecodeConfig.Unwrap#LINES} as its outermost layer.
 *
 * <p>Exactly once: a split's position, which is always between two lines, is in the checkpoint.
 */
public final class FilesSource {

    private FilesSource() {}

    /** @param maxRecordSize a line that is longer is cut off behind it, which decoding rejects */
    public static FileSource<RawMessage> of(FilesSourceConfig config, ByteSize maxRecordSize) {
        return FileSource.forBulkFileFormat(
                        new LineChunks(maxRecordSize),
                        new Path(config.path().base().toUri()))
                .setFileEnumerator(() ->
                        new MatchingFiles(config.path(), config.splitSize().bytes()))
                .setSplitAssigner(SimpleSplitAssigner::new)
                .build();
    }

    /**
     * Reads what the source would, in the caller's thread: the files in the order of their names, each from its beginning.
     *
     * @param maxRecordSize as for the source
     * @param wanted takes a message, and says whether it wants another one
     * @return whether all was read
     */
    public static boolean read(FilesSourceConfig config, ByteSize maxRecordSize, Predicate<RawMessage> wanted)
            throws IOException {
        LineChunks chunks = new LineChunks(maxRecordSize);
        MatchingFiles files =
                new MatchingFiles(config.path(), config.splitSize().bytes());
        for (FileSourceSplit split : files.splits()) {
            try (LineChunkReader reader = chunks.createReader(new Configuration(), split)) {
                RecordIterator<RawMessage> batch = reader.readBatch();
                while (batch != null) {
                    if (!wanted.test(batch.next().getRecord())) {
                        return false;
                    }
                    batch = reader.readBatch();
                }
            }
        }
        return true;
    }
}
