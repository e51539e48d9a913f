package io.millrace.job.encode.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.flink.table.data.DecimalData;

/** The writers of all values. */
final class AvroValues {

    private AvroValues() {}

    /** A value that may be null only where its type says so. */
    private static AvroValue at(String path, Schema schema) {
        AvroValue value = of(path, schema);
        if (schema.isNullable()) {
            return value;
        }
        return (slots, slot, out) -> {
            if (slots.isNullAt(slot)) {
                throw new IllegalStateException("field '" + path + "' is required, but is null in a row to be written");
            }
            value.write(slots, slot, out);
        };
    }

    private static AvroValue of(String path, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new OfDecimal(schema, decimal.getPrecision());
        }
        return switch (schema.getType()) {
            case BOOLEAN -> (slots, slot, out) -> out.writeBoolean(slots.word(slot) != 0);
            case INT -> (slots, slot, out) -> out.writeInt((int) slots.word(slot));
            case LONG -> (slots, slot, out) -> out.writeLong(slots.word(slot));
            case FLOAT -> (slots, slot, out) -> out.writeFloat(slots.getFloat(slot));
            case DOUBLE -> (slots, slot, out) -> out.writeDouble(slots.getDouble(slot));
            // A string is written as bytes are: its length, then its UTF-8.
            case STRING, BYTES ->
                (slots, slot, out) -> out.writeBytes(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            case FIXED ->
                (slots, slot, out) -> out.writeFixed(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            case ENUM -> new OfEnum(schema);
            case UNION -> nullable(path, schema);
            case RECORD -> new OfRow(path + ".", schema);
            case ARRAY -> array(at(path + "[]", schema.getElementType()));
            case MAP -> map(at(path + "{}", schema.getValueType()));
            case NULL -> throw new IllegalStateException("no record schema has a field that is always null");
        };
    }

    private static AvroValue nullable(String path, Schema union) {
        int nullIndex = union.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
        AvroValue value = of(path, union.getTypes().get(1 - nullIndex));
        return (slots, slot, out) -> {
            if (slots.isNullAt(slot)) {
                out.writeIndex(nullIndex);
            } else {
                out.writeIndex(1 - nullIndex);
                value.write(slots, slot, out);
            }
        };
    }

    private static AvroValue array(AvroValue element) {
        return (slots, slot, out) -> {
            SlotArray array = (SlotArray) slots.getArray(slot);
            out.writeArrayStart();
            out.setItemCount(array.size());
            for (int i = 0; i < array.size(); i++) {
                out.startItem();
                element.write(array, i, out);
            }
            out.writeArrayEnd();
        };
    }

    private static AvroValue map(AvroValue value) {
        return (slots, slot, out) -> {
            SlotMap map = (SlotMap) slots.getMap(slot);
            SlotArray keys = map.keyArray();
            out.writeMapStart();
            out.setItemCount(map.size());
            for (int i = 0; i < map.size(); i++) {
                out.startItem();
                out.writeBytes(keys.bytes(i), keys.offset(i), keys.length(i));
                value.write(map.valueArray(), i, out);
            }
            out.writeMapEnd();
        };
    }

    /** A record: its fields, one after the other. */
    static final class OfRow implements AvroValue {

        private final AvroValue[] values;

        /** @param parent what its fields' paths begin with */
        OfRow(String parent, Schema record) {
            values = record.getFields().stream()
                    .map(field -> at(parent + field.name(), field.schema()))
                    .toArray(AvroValue[]::new);
        }

        @Override
        public void write(Slots slots, int slot, BinaryEncoder out) throws IOException {
            writeRow((SlotRow) slots.getRow(slot, values.length), out);
        }

        void writeRow(SlotRow row, BinaryEncoder out) throws IOException {
            for (int i = 0; i < values.length; i++) {
                values[i].write(row, i, out);
            }
        }
    }

    /** A symbol's number. */
    private static final class OfEnum implements AvroValue {

        private final String name;
        private final byte[][] symbols;

        OfEnum(Schema schema) {
            name = schema.getFullName();
            symbols = schema.getEnumSymbols().stream()
                    .map(symbol -> symbol.getBytes(UTF_8))
                    .toArray(byte[][]::new);
        }

        @Override
        public void write(Slots slots, int slot, BinaryEncoder out) throws IOException {
            byte[] bytes = slots.bytes(slot);
            int from = slots.offset(slot);
            int to = from + slots.length(slot);
            for (int i = 0; i < symbols.length; i++) {
                if (Arrays.equals(symbols[i], 0, symbols[i].length, bytes, from, to)) {
                    out.writeEnum(i);
                    return;
                }
            }
            throw new IllegalStateException("'" + slots.text(slot) + "' is no symbol of the enum " + name);
        }
    }

    /** A decimal: its unscaled number in two's complement, as short as can be or as long as the fixed is. */
    private static final class OfDecimal implements AvroValue {

        private final boolean wide;
        private final boolean fixed;
        private final byte[] bytes;

        OfDecimal(Schema schema, int precision) {
            wide = !DecimalData.isCompact(precision);
            fixed = schema.getType() == Schema.Type.FIXED;
            bytes = new byte[fixed ? schema.getFixedSize() : 2 * Long.BYTES];
        }

        @Override
        public void write(Slots slots, int slot, BinaryEncoder out) throws IOException {
            long low = slots.word(slot);
            long high = wide ? slots.high(slot) : low >> (Long.SIZE - 1);
            for (int i = bytes.length - 1; i >= 0; i--) {
                bytes[i] = (byte) low;
                low = (low >>> Byte.SIZE) | (high << (Long.SIZE - Byte.SIZE));
                high >>= Byte.SIZE;
            }
            if (fixed) {
                out.writeFixed(bytes, 0, bytes.length);
            } else {
                int start = start();
                out.writeBytes(bytes, start, bytes.length - start);
            }
        }

        /** Where leading bytes end that say no more than the sign of the next one does. */
        private int start() {
            int start = 0;
            while (start < bytes.length - 1 && bytes[start] == bytes[start + 1] >> (Byte.SIZE - 1)) {
                start++;
            }
            return start;
        }
    }
}
