package io.millrace.job.decode.common;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.DecimalData;

/** What a slot holds when its field is absent: the schema's default, or null. */
public interface Default {

    Default NULL = Slots::setNull;

    void set(Slots out, int slot);

    /** The default of the field; {@link #NULL} when it has none but may be null; null when it must be there. */
    static Default of(Schema.Field field) {
        if (field.hasDefaultValue()) {
            return of(field.schema(), GenericData.get().getDefaultValue(field));
        }
        return field.schema().isNullable() ? NULL : null;
    }

    private static Default of(Schema schema, Object value) {
        if (value == null) {
            return NULL;
        }
        return switch (schema.getType()) {
            case UNION -> of(AvroSchemas.withoutNull(schema), value);
            case RECORD -> ofRecord(schema, (GenericRecord) value);
            case ARRAY -> ofArray(schema, (Collection<?>) value);
            case MAP -> ofMap(schema, (Map<?, ?>) value);
            case STRING, ENUM -> ofBytes(value.toString().getBytes(StandardCharsets.UTF_8));
            case BOOLEAN -> ofWord((Boolean) value ? 1 : 0);
            case INT, LONG -> ofWord(((Number) value).longValue());
            case FLOAT -> ofWord(Float.floatToRawIntBits((Float) value));
            case DOUBLE -> ofWord(Double.doubleToRawLongBits((Double) value));
            case BYTES -> ofBinary(schema, copy((ByteBuffer) value));
            case FIXED -> ofBinary(schema, ((GenericFixed) value).bytes());
            case NULL -> NULL;
        };
    }

    private static Default ofWord(long word) {
        return (out, slot) -> out.setWord(slot, word);
    }

    private static Default ofBytes(byte[] bytes) {
        return (out, slot) -> out.setView(slot, bytes, 0, bytes.length);
    }

    private static Default ofBinary(Schema schema, byte[] bytes) {
        LogicalType logical = schema.getLogicalType();
        if (!(logical instanceof LogicalTypes.Decimal decimal)) {
            return ofBytes(bytes);
        }
        BigInteger unscaled = new BigInteger(bytes);
        if (unscaled.abs().compareTo(BigInteger.TEN.pow(decimal.getPrecision())) >= 0) {
            throw new IllegalArgumentException(
                    "the default " + unscaled + " of a decimal has more than " + decimal.getPrecision() + " digits");
        }
        long low = unscaled.longValue();
        long high = unscaled.shiftRight(64).longValue();
        return DecimalData.isCompact(decimal.getPrecision())
                ? ofWord(low)
                : (out, slot) -> out.setWide(slot, high, low);
    }

    private static Default ofRecord(Schema schema, GenericRecord value) {
        List<Default> fields = schema.getFields().stream()
                .map(field -> of(field.schema(), value.get(field.pos())))
                .toList();
        return (out, slot) -> {
            SlotRow row = out.openRow(slot);
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).set(row, i);
            }
        };
    }

    private static Default ofArray(Schema schema, Collection<?> value) {
        List<Default> elements = value.stream()
                .map(element -> of(schema.getElementType(), element))
                .toList();
        return (out, slot) -> {
            SlotArray array = out.openArray(slot);
            for (Default element : elements) {
                element.set(array, array.append());
            }
        };
    }

    private static Default ofMap(Schema schema, Map<?, ?> value) {
        List<Map.Entry<byte[], Default>> entries = value.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey().toString().getBytes(StandardCharsets.UTF_8),
                        of(schema.getValueType(), entry.getValue())))
                .toList();
        return (out, slot) -> {
            SlotMap map = out.openMap(slot);
            for (Map.Entry<byte[], Default> entry : entries) {
                int at = map.append();
                map.keyArray().setView(at, entry.getKey(), 0, entry.getKey().length);
                entry.getValue().set(map.valueArray(), at);
            }
        };
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
