package io.millrace.job.record;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Opens encoders of one format and one schema.
 *
 * <p>A factory learns from the files its encoders finish how well the data compresses, so that
 * {@link Encoder#encodedSize} of the next file is right from its first row. What it has learned is not serialized.
 *
 * <p>Threads: a factory and its encoders belong to one thread; each parallel instance has a copy of its own.
 */
public interface EncoderFactory extends Serializable {

    /**
     * An encoder that writes a new file.
     *
     * @param out at its beginning; never closed by the encoder
     */
    Encoder create(FSDataOutputStream out) throws IOException;

    /** The end of a file's name, with its dot: {@code .parquet}, {@code .jsonl.gz}. */
    String extension();

    /** The format's name in events and metrics: {@code parquet}, {@code ndjson}, {@code csv} or {@code avro}. */
    String format();
}
