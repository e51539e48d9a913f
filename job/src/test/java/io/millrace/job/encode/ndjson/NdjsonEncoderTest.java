package io.millrace.job.encode.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.encode.EncoderContract;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.JsonRows;
import io.millrace.job.testkit.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/** Read back by Jackson. */
final class NdjsonEncoderTest extends EncoderContract {

    NdjsonEncoderTest() {
        super("ndjson");
    }

    @Override
    protected List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        String text = TextFiles.read(file);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        return text.lines().map(line -> JsonRows.row(line, schema)).toList();
    }
}
