package io.millrace.job.decode.unwrap;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.Compatibility;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

/**
 * The envelope in which an SNS topic delivers to a queue without raw message delivery. Its attributes join the message's;
 * where both have one, the envelope's is nearer to the record and wins.
 */
final class SnsLayer implements Layer {

    private static final int TYPE = 0;
    private static final int MESSAGE = 1;
    private static final int ATTRIBUTES = 2;
    private static final int VALUE = 0;

    /** The part of the envelope that matters. The decoder of records reads it, so it is read as fast and as strictly. */
    private static final RecordSchema ENVELOPE = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
                    {"type": "record", "name": "SnsEnvelope", "fields": [
                      {"name": "Type", "type": "string"},
                      {"name": "Message", "type": "string"},
                      {"name": "MessageAttributes", "type": ["null", {"type": "map", "values":
                        {"type": "record", "name": "SnsAttribute", "fields": [
                          {"name": "Value", "type": ["null", "string"]}]}}]}]}"""));

    private final Decoder decoder;

    SnsLayer(ByteSize largestSize) {
        DecodeConfig config = new DecodeConfig(
                RecordFormatConfig.JSON,
                new SchemaLocation("SNS"),
                Compatibility.NONE,
                List.of(),
                DecodeConfig.UnknownFields.IGNORE,
                DecodeConfig.DuplicateKeys.REJECT,
                64,
                largestSize);
        decoder = JsonDecoder.factory(config, ENVELOPE).create(DroppedFields.NOT_COUNTED);
    }

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        SlotRow envelope = decoder.decode(bytes, offset, length);
        if (envelope == null) {
            Rejection why = decoder.rejection();
            String where = why.fieldPath() == null ? "" : " in its field " + why.fieldPath();
            return Layer.broken("expected an SNS envelope" + where + ": " + why.message());
        }
        if (!envelope.getString(TYPE).toString().equals("Notification")) {
            return Layer.broken("expected an SNS envelope of the type Notification, but found one of another type");
        }
        RawMessage joined = envelope.isNullAt(ATTRIBUTES) ? message : join(message, envelope.getMap(ATTRIBUTES));
        inside.piece(joined, envelope.bytes(MESSAGE), envelope.offset(MESSAGE), envelope.length(MESSAGE));
        return null;
    }

    private static RawMessage join(RawMessage message, MapData more) {
        if (more.size() == 0) {
            return message;
        }
        Map<String, String> attributes = new HashMap<>(message.attributes());
        ArrayData names = more.keyArray();
        ArrayData values = more.valueArray();
        for (int i = 0; i < more.size(); i++) {
            RowData attribute = values.getRow(i, 1);
            if (!attribute.isNullAt(VALUE)) {
                attributes.put(
                        names.getString(i).toString(),
                        attribute.getString(VALUE).toString());
            }
        }
        return new RawMessage(message.id(), message.body(), attributes, message.origin());
    }
}
