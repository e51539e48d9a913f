package io.millrace.job.decode.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.CsvDelimiter;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Payloads;
import io.millrace.job.decode.json.Shown;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.RandomRows;
import io.millrace.job.testkit.RowValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.table.data.GenericRowData;

/** What Jackson writes of random rows of random schemas is decoded to the same rows. */
final class CsvRandomRowsTest {

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void messagesGiveTheirRows(@ForAll long seed) throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, 1 + (int) Math.floorMod(seed, 10L));
        char delimiter = ",;\t|".charAt((int) Math.floorMod(seed, 4L));
        List<Map<String, Object>> values =
                rows.stream().map(row -> RowValues.json(row, schema)).toList();
        DecodeConfig config = DecodeConfigs.with(
                RecordFormatConfig.of(new CsvRecordsConfig(true, List.of(), new CsvDelimiter(delimiter), null)),
                UnknownFields.REJECT,
                DuplicateKeys.REJECT);

        List<Payloads.Result> results = new Payloads(config, CsvDecoder.factory(config, schema))
                .decode(CsvPayloads.withHeader(values, delimiter));

        List<String> expected = rows.stream()
                .filter(row -> !isBlankLine(row))
                .map(row -> Shown.row(row, schema.rowType(), schema.avro()))
                .toList();
        assertThat(results.stream().map(Payloads.Result::taken)).isEqualTo(expected);
    }

    /** A record of one cell that is null is an empty line, which is no record. */
    private static boolean isBlankLine(GenericRowData row) {
        return row.getArity() == 1 && row.isNullAt(0);
    }
}
