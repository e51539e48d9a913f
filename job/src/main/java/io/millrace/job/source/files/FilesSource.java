package io.millrace.job.source.files;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.FilesSourceConfig;
import io.millrace.model.RawMessage;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;
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
        long splitSize = csv == null ? config.splitSize().bytes() : Long.MAX_VALUE;
        return FileSource.forBulkFileFormat(
                        new LineChunks(maxRecordSize, csv),
                        new Path(config.path().base().toUri()))
                .setFileEnumerator(() -> new MatchingFiles(config.path(), splitSize))
                .setSplitAssigner(SimpleSplitAssigner::new)
                .build();
    }
}
