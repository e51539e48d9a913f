package io.millrace.job.announce;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Counts the rows of a file: Parquet's from its footer, those of text by its lines. */
final class RowCounter {

    private static final int BUFFER = 64 * 1024;

    private RowCounter() {}

    /**
     * How many rows the file holds.
     *
     * @param format as announced: {@code parquet} or {@code ndjson}
     * @throws IOException when the file cannot be read to its end as what it should be
     */
    static long count(Path file, String format) throws IOException {
        return switch (format) {
            case "parquet" -> inFooter(file);
            case "ndjson" -> lines(file);
            default -> throw new IOException("rows of the format '" + format + "' cannot be counted");
        };
    }

    private static long inFooter(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new FlinkInputFile(file))) {
            return reader.getRecordCount();
        } catch (RuntimeException e) {
            // parquet-java throws one of its own for what is no Parquet.
            throw new IOException("no Parquet file: " + e.getMessage(), e);
        }
    }

    private static long lines(Path file) throws IOException {
        try (FSDataInputStream in = file.getFileSystem().open(file);
                InputStream text = decompressed(in, file.getName())) {
            byte[] buffer = new byte[BUFFER];
            long lines = 0;
            byte last = '\n';
            for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                last = n > 0 ? buffer[n - 1] : last;
            }
            return last == '\n' ? lines : lines + 1;
        }
    }

    private static InputStream decompressed(InputStream in, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(in, BUFFER);
        }
        return name.endsWith(".zst") ? new ZstdInputStreamNoFinalizer(in) : in;
    }
}
