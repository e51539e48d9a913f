package io.millrace.job.source.files;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.CsvRecordsConfig;
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
 * Files of lines, or of CSV, as a bounded source. Each message is a chunk of whole records, so that a record costs nothing
 * before it is decoded; what is decoded has {@link io.millrace.job.config.DecodeConfig.Unwrap#LINES} as its outermost
 * layer, unless it is CSV.
 *
 * <p>Exactly once: a split's position, which is always between two records, is in the checkpoint.
 */
public final class FilesSource {

    private FilesSource() {}

    /**
     * @param maxRecordSize a record that is longer is cut off behind it, which decoding rejects
     * @param csv what the files hold when they are CSV; null when each line is a record. A file of CSV is one range: a text
     *     in quotes may hold line ends, so that only who has read a file from its beginning knows where records begin
     */
    public static FileSource<RawMessage> of(FilesSourceConfig config, ByteSize maxRecordSize, CsvRecordsConfig csv) {
        long splitSize = splitSize(config, csv);
        return FileSource.forBulkFileFormat(
                        new LineChunks(maxRecordSize, csv),
                        new Path(config.path().base().toUri()))
                .setFileEnumerator(() -> new MatchingFiles(config.path(), splitSize))
                .setSplitAssigner(SimpleSplitAssigner::new)
                .build();
    }

    /**
     * Reads what the source would, in the caller's thread: the files in the order of their names, each from its beginning.
     *
     * @param maxRecordSize as for the source
     * @param csv as for the source
     * @param wanted takes a message, and says whether it wants another one
     * @return whether all was read
     */
    public static boolean read(
            FilesSourceConfig config, ByteSize maxRecordSize, CsvRecordsConfig csv, Predicate<RawMessage> wanted)
            throws IOException {
        LineChunks chunks = new LineChunks(maxRecordSize, csv);
        MatchingFiles files = new MatchingFiles(config.path(), splitSize(config, csv));
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

    private static long splitSize(FilesSourceConfig config, CsvRecordsConfig csv) {
        return csv == null ? config.splitSize().bytes() : Long.MAX_VALUE;
    }
}
