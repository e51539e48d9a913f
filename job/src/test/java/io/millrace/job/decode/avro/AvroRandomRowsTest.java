package io.millrace.job.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.AvroRecordsConfig;
import io.millrace.job.config.AvroRecordsConfig.Encoding;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Payloads;
import io.millrace.job.decode.json.Shown;
import io.millrace.job.encode.AvroRecords;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.RandomRows;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;

/** What Avro writes of random rows of random schemas is decoded to the same rows, in every encoding. */
final class AvroRandomRowsTest {

    private static final List<String> CODECS = List.of("null", "deflate", "snappy", "zstandard");

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void containersGiveTheirRows(@ForAll long seed) throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, 1 + (int) Math.floorMod(seed, 20L));
        List<GenericRecord> records =
                rows.stream().map(row -> AvroRecords.record(row, schema.avro())).toList();
        String codec = CODECS.get(new Random(seed).nextInt(CODECS.size()));
        byte[] bytes = AvroPayloads.container(schema.avro(), records, CodecFactory.fromString(codec), 200);

        assertThat(payloads(Encoding.CONTAINER, schema).decode(bytes).stream().map(Payloads.Result::taken))
                .isEqualTo(rows.stream()
                        .map(row -> Shown.row(row, schema.rowType(), schema.avro()))
                        .toList());
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void singleRecordsGiveTheirRow(@ForAll long seed) throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        GenericRowData row = random.row(schema);
        GenericRecord record = AvroRecords.record(row, schema.avro());
        String expected = Shown.row(row, schema.rowType(), schema.avro());

        assertThat(payloads(Encoding.RAW, schema)
                        .decode(AvroPayloads.raw(record))
                        .get(0)
                        .taken())
                .isEqualTo(expected);
        assertThat(payloads(Encoding.SINGLE_OBJECT, schema)
                        .decode(AvroPayloads.singleObject(record))
                        .get(0)
                        .taken())
                .isEqualTo(expected);
    }

    private static Payloads payloads(Encoding encoding, RecordSchema schema) {
        DecodeConfig config = DecodeConfigs.with(
                RecordFormatConfig.of(new AvroRecordsConfig(encoding, List.of())),
                UnknownFields.REJECT,
                DuplicateKeys.REJECT);
        return new Payloads(config, AvroDecoder.factory(config, schema, List.of()));
    }
}
