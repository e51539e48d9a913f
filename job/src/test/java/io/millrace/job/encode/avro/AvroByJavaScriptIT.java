package io.millrace.job.encode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.AvroByJavaScript;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.RandomRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro's own reader shares the container with our writer; this one shares nothing. */
final class AvroByJavaScriptIT {

    @TempDir
    Path directory;

    @Test
    void anotherImplementationReadsTheSameRowsFromEveryCodec() throws Exception {
        List<Path> files = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (AvroConfig.Compression codec : AvroConfig.Compression.values()) {
            for (int seed = 0; seed < 40; seed++) {
                RandomRows random = new RandomRows(seed);
                RecordSchema schema = random.schema();
                add(codec, "random-" + seed, schema, random.rows(schema, 30), files, expected);
            }
            add(codec, "clicks", Clicks.SCHEMA, Clicks.rows(1, 2_000), files, expected);
        }

        assertThat(AvroByJavaScript.read(directory.resolve("log"), files)).isEqualTo(expected);
    }

    private void add(
            AvroConfig.Compression codec,
            String name,
            RecordSchema schema,
            List<GenericRowData> rows,
            List<Path> files,
            List<String> expected)
            throws Exception {
        files.add(Written.file(directory, name + "-" + codec, Written.avro(codec), schema, rows));
        rows.forEach(row -> expected.add(AvroByJavaScript.shown(row, schema)));
    }
}
