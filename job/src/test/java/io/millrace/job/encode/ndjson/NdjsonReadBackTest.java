package io.millrace.job.encode.ndjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.JsonRows;
import io.millrace.job.testkit.RandomRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.table.data.GenericRowData;

/** Random rows of random schemas, read back by Jackson. */
final class NdjsonReadBackTest {

    @Property(tries = 150)
    void jacksonReadsBackEveryRow(
            @ForAll long seed, @ForAll @IntRange(max = 300) int count, @ForAll NdjsonConfig.Compression compression)
            throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, count);

        byte[] file = Written.bytes(Written.ndjson(compression), schema, rows);

        String text = text(file, compression);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        assertThat(text.lines().map(line -> JsonRows.row(line, schema))).containsExactlyElementsOf(rows);
    }

    private static String text(byte[] file, NdjsonConfig.Compression compression) throws IOException {
        InputStream bytes = new ByteArrayInputStream(file);
        try (InputStream text =
                switch (compression) {
                    case NONE -> bytes;
                    case GZIP -> new GZIPInputStream(bytes);
                    case ZSTD -> new ZstdInputStream(bytes);
                }) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }
}
