package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RollConfig;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RoutedRecord;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Files as an output.
 *
 * @param path the directory under which partitions are made
 * @param prefix how a file's name begins
 * @param schemaName the full name of the rows' schema
 * @param schemaFingerprint that schema's fingerprint
 * @param roll when a file is closed before the checkpoint closes it
 * @param encoders makes the encoder of each file, and tells how its name ends
 * @param listener hears of every file that has become visible
 * @param announcers open what tells the world of them
 */
public record FileOutput(
        OutputPath path,
        FilePrefix prefix,
        String schemaName,
        String schemaFingerprint,
        RollConfig roll,
        EncoderFactory encoders,
        CommitListener listener,
        Announcer.Factory announcers)
        implements Serializable {

    public FileOutput {
        requireNonNull(path, "path");
        requireNonNull(prefix, "prefix");
        requireNonNull(schemaName, "schemaName");
        requireNonNull(schemaFingerprint, "schemaFingerprint");
        requireNonNull(roll, "roll");
        requireNonNull(encoders, "encoders");
        requireNonNull(listener, "listener");
        requireNonNull(announcers, "announcers");
        String extension = encoders.extension();
        if (!extension.isEmpty() && !extension.matches("(\\.[A-Za-z0-9]+)+")) {
            throw new IllegalArgumentException(
                    "expected an extension such as '.zstd.parquet', but got '" + extension + "'");
        }
    }

    /** The sink that writes these files; it needs a constant uid. */
    public Sink<RoutedRecord> sink() {
        return new FileOutputSink(this);
    }
}
