package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** One decoder under test, and what it makes of JSON, as text. */
final class Decoding {

    private final RecordSchema schema;
    private final Decoder decoder;

    private Decoding(DecodeConfig config, Schema avro) {
        Decoder.Factory factory = JsonDecoder.factory(config, RecordSchema.of(avro));
        schema = factory.schema();
        decoder = factory.create(DroppedFields.NOT_COUNTED);
    }

    static Decoding of(Schema schema) {
        return of(DecodeConfigs.DEFAULTS, schema);
    }

    static Decoding of(DecodeConfig config, Schema schema) {
        return new Decoding(config, schema);
    }

    /** Of a record in the short form of {@link ShortTypes}: {@code record<a int, b string?>}. */
    static Decoding of(DecodeConfig config, String shortForm) {
        return of(config, new Schema.Parser().parse(ShortTypes.json(shortForm)));
    }

    static Decoding of(String shortForm) {
        return of(DecodeConfigs.DEFAULTS, shortForm);
    }

    /** What the value {@code json} of a field {@code f} of a type becomes. */
    static String field(String type, String json) {
        return of(ShortTypes.event(type)).first("{\"f\":" + json + "}");
    }

    RecordSchema schema() {
        return schema;
    }

    /** The record; null when it is rejected. */
    SlotRow decode(byte[] json) {
        return decoder.decode(json, 0, json.length);
    }

    Rejection rejection() {
        return decoder.rejection();
    }

    Decoder decoder() {
        return decoder;
    }

    /** The row as text. */
    String shown(SlotRow row) {
        return Shown.row(row, schema.rowType(), schema.avro());
    }

    /** The first field as text. */
    String shownFirst(SlotRow row) {
        LogicalType type = schema.rowType().getTypeAt(0);
        Schema field = AvroSchemas.withoutNull(schema.avro().getFields().get(0).schema());
        return Shown.value(RowData.createFieldGetter(type, 0).getFieldOrNull(row), type, field);
    }

    /** What the record becomes, or why it is rejected. */
    String all(String json) {
        return all(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What the record becomes, or why it is rejected. */
    String all(byte[] json) {
        SlotRow row = decode(json);
        return row == null ? rejected() : shown(row);
    }

    private String rejected() {
        Rejection why = decoder.rejection();
        return why.kind().label() + (why.fieldPath() == null ? "" : " at " + why.fieldPath()) + ": " + why.message();
    }

    private String first(String json) {
        SlotRow row = decode(json.getBytes(StandardCharsets.UTF_8));
        return row == null ? rejected() : shownFirst(row);
    }
}
