package io.millrace.job.encode.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.RandomRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.table.data.GenericRowData;

/** Random rows of random schemas, read back by parquet-java's own reader. */
final class ParquetReadBackTest {

    @Property(tries = 150)
    void parquetJavaReadsBackEveryRow(
            @ForAll long seed, @ForAll @IntRange(max = 300) int count, @ForAll ParquetConfig.Compression compression)
            throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, count);
        Path file = Files.createTempFile("rows", ".parquet");
        try {
            Files.write(file, Written.bytes(Written.parquet(compression, ByteSize.parse("64 KiB")), schema, rows));

            assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }
}
