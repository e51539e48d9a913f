package io.millrace.job.decode.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;

/** Avro as Avro writes it. */
final class AvroPayloads {

    private AvroPayloads() {}

    static byte[] container(Schema schema, List<GenericRecord> records, CodecFactory codec, int syncInterval)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(codec).setSyncInterval(syncInterval).create(schema, out);
            for (GenericRecord record : records) {
                writer.append(record);
            }
        }
        return out.toByteArray();
    }

    static byte[] container(GenericRecord record) throws IOException {
        return container(record.getSchema(), List.of(record), CodecFactory.nullCodec(), 16_000);
    }

    static byte[] raw(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    static byte[] singleObject(GenericRecord record) throws IOException {
        ByteBuffer bytes =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema()).encode(record);
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    /**
     * A record of a schema of its own: that of the values, with a union of both types where a value is none of the
     * reader's type.
     */
    static GenericRecord record(Map<?, ?> values, Schema reader) {
        Schema schema = Schema.createRecord(reader.getName(), null, reader.getNamespace(), false);
        List<Schema.Field> fields = new ArrayList<>();
        values.forEach((name, value) -> {
            Schema.Field known = reader.getField((String) name);
            fields.add(new Schema.Field(
                    (String) name, written(value, known == null ? null : withoutNull(known.schema())), null, null));
        });
        schema.setFields(fields);
        GenericRecord record = new GenericData.Record(schema);
        values.forEach((name, value) -> record.put(
                (String) name,
                plain(value, withoutNull(schema.getField((String) name).schema()))));
        return record;
    }

    private static Schema written(Object value, Schema known) {
        if (value == null) {
            return Schema.createUnion(
                    Schema.create(Schema.Type.NULL), known == null ? Schema.create(Schema.Type.STRING) : known);
        }
        Schema own = own(value, known);
        return known == null || known.getType() == own.getType() ? own : Schema.createUnion(known, own);
    }

    private static Schema own(Object value, Schema known) {
        if (value instanceof String && known != null && known.getType() == Schema.Type.ENUM) {
            return Schema.createEnum(known.getName(), null, known.getNamespace(), List.of("RED", "GREEN", "BLUE"));
        }
        if (value instanceof String) {
            return Schema.create(Schema.Type.STRING);
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            int scale = value instanceof BigDecimal decimal ? decimal.scale() : 0;
            return LogicalTypes.decimal(20, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        }
        if (value instanceof Instant) {
            return LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        }
        if (value instanceof List<?>) {
            return Schema.createArray(Schema.create(Schema.Type.STRING));
        }
        if (value instanceof Map<?, ?> map) {
            return known != null && known.getType() == Schema.Type.MAP
                    ? known
                    : record(map, known).getSchema();
        }
        return Schema.create(
                value instanceof Integer
                        ? Schema.Type.INT
                        : value instanceof Long ? Schema.Type.LONG : Schema.Type.DOUBLE);
    }

    private static Object plain(Object value, Schema written) {
        if (value instanceof BigDecimal decimal) {
            return ByteBuffer.wrap(decimal.unscaledValue().toByteArray());
        }
        if (value instanceof BigInteger number) {
            return ByteBuffer.wrap(number.toByteArray());
        }
        if (value instanceof Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
        if (value instanceof String symbol && written.getType() == Schema.Type.ENUM) {
            return new GenericData.EnumSymbol(written, symbol);
        }
        if (value instanceof Map<?, ?> map && written.getType() == Schema.Type.RECORD) {
            GenericRecord record = new GenericData.Record(written);
            map.forEach((name, inner) -> record.put(
                    (String) name,
                    plain(inner, withoutNull(written.getField((String) name).schema()))));
            return record;
        }
        return value;
    }

    private static Schema withoutNull(Schema schema) {
        return schema.isUnion() && schema.getTypes().get(0).getType() == Schema.Type.NULL
                ? schema.getTypes().get(1)
                : schema;
    }
}
