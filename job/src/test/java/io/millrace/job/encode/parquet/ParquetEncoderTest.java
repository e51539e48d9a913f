package io.millrace.job.encode.parquet;

import io.millrace.job.encode.EncoderContract;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/** Read back by parquet-java's own reader. */
final class ParquetEncoderTest extends EncoderContract {

    ParquetEncoderTest() {
        super("parquet");
    }

    @Override
    protected List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        return GroupRows.read(file, schema);
    }
}
