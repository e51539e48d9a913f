package io.millrace.job.announce;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * Counts the rows of a file: Parquet's from its footer, Avro's from its blocks, those of NDJSON by its lines, and those of
 * CSV by the line ends that no quotes are around.
 *
 * @param csvHeader whether the first line of a CSV file is no row
 */
record RowCounter(boolean csvHeader) {

    private static final int BUFFER = 64 * 1024;

    /**
     * How many rows the file holds.
     *
     * @param format as announced: {@code parquet}, {@code ndjson}, {@code csv} or {@code avro}
     * @throws IOException when the file cannot be read to its end as what it should be
     */
    long count(Path file, String format) throws IOException {
        return switch (format) {
            case "parquet" -> inFooter(file);
            case "ndjson" -> lines(file, false);
            case "csv" -> lines(file, true) - (csvHeader ? 1 : 0);
            case "avro" -> inBlocks(file);
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

    /** Each block is read and decompressed, its rows are not decoded. */
    private static long inBlocks(Path file) throws IOException {
        try (FSDataInputStream in = file.getFileSystem().open(file);
                DataFileStream<Object> blocks = new DataFileStream<>(in, new GenericDatumReader<>())) {
            long rows = 0;
            while (blocks.hasNext()) {
                rows += blocks.getBlockCount();
                blocks.nextBlock();
            }
            return rows;
        } catch (AvroRuntimeException e) {
            throw new IOException("no whole Avro file: " + e.getMessage(), e);
        }
    }

    /** @param quotes whether a newline between quotes is part of a value; a doubled quote ends and begins them anew */
    private static long lines(Path file, boolean quotes) throws IOException {
        try (FSDataInputStream in = file.getFileSystem().open(file);
                InputStream text = decompressed(in, file.getName())) {
            byte[] buffer = new byte[BUFFER];
            long lines = 0;
            boolean quoted = false;
            byte last = '\n';
            for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    quoted ^= quotes && buffer[i] == '"';
                    lines += buffer[i] == '\n' && !quoted ? 1 : 0;
                }
                last = n > 0 ? buffer[n - 1] : last;
            }
            if (quoted) {
                throw new IOException("the file ends inside of quotes");
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
