package io.millrace.job.encode.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.encode.EncoderContract;
import io.millrace.job.encode.Written;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.CsvRows;
import io.millrace.job.testkit.ShortTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

/** Read back by Jackson. */
final class CsvEncoderTest extends EncoderContract {

    private static final RecordSchema SCHEMA = RecordSchema.of(new Schema.Parser()
            .parse(ShortTypes.json("record<n int?, text string?, tags array<string>?, raw bytes?>")));

    CsvEncoderTest() {
        super("csv");
    }

    @Override
    protected List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        return CsvRows.read(file, schema);
    }

    @Test
    void nothingIsNullAndQuotesAreAnEmptyText() throws IOException {
        assertThat(csv(true, GenericRowData.of(1, text(""), null, new byte[0]), new GenericRowData(4)))
                .isEqualTo("n,text,tags,raw\r\n1,\"\",,\"\"\r\n,,,\r\n");
    }

    @Test
    void aTextIsQuotedWhereItMustBeAndItsQuotesAreDoubled() throws IOException {
        assertThat(csv(false, of("plain"), of("a,b"), of("say \"hi\""), of("two\nlines"), of("cr\r"), of(" edge ")))
                .isEqualTo(
                        """
                        ,plain,,
                        ,"a,b",,
                        ,"say ""hi\""",,
                        ,"two
                        lines",,
                        ,"cr\r",,
                        ," edge ",,
                        """
                                .replaceAll("(?<!two)\n", "\r\n"));
    }

    @Test
    void nestedValuesAreJson() throws IOException {
        GenericArrayData tags = new GenericArrayData(new Object[] {text("a\"b"), text("c\nd")});

        assertThat(csv(false, GenericRowData.of(null, null, tags, null)))
                .isEqualTo(",,\"[\"\"a\\\"\"b\"\",\"\"c\\nd\"\"]\",\r\n");
    }

    private static GenericRowData of(String text) {
        return GenericRowData.of(null, text(text), null, null);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static String csv(boolean header, GenericRowData... rows) throws IOException {
        FormatConfig format = FormatConfig.of(new CsvConfig(TextCompression.NONE, null, header));
        return new String(Written.bytes(format, SCHEMA, List.of(rows)), UTF_8);
    }
}
