package io.millrace.job.encode.parquet;

import io.millrace.job.record.Slots;
import java.io.IOException;

/** The writers of fields that are columns. */
final class LeafWriters {

    private LeafWriters() {}

    private abstract static class Leaf extends FieldWriter {

        private final ColumnBuffer column;

        Leaf(String path, boolean optional, ColumnBuffer column) {
            super(path, optional, column.column().getMaxDefinitionLevel());
            this.column = column;
        }

        @Override
        final void writeNull(int repetition, int nullDefinition) throws IOException {
            column.addNull(repetition, nullDefinition);
        }
    }

    /** A number, whole or floating, whose word is its value or its raw bits. */
    static final class OfNumber extends Leaf {

        private final NumberColumn column;

        OfNumber(String path, boolean optional, NumberColumn column) {
            super(path, optional, column);
            this.column = column;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            column.add(slots.word(slot), repetition, definition);
        }
    }

    static final class OfBoolean extends Leaf {

        private final BooleanColumn column;

        OfBoolean(String path, boolean optional, BooleanColumn column) {
            super(path, optional, column);
            this.column = column;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            column.add(slots.word(slot) != 0, repetition, definition);
        }
    }

    /** A text or bytes. */
    static final class OfBytes extends Leaf {

        private final BytesColumn column;

        OfBytes(String path, boolean optional, BytesColumn column) {
            super(path, optional, column);
            this.column = column;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            column.add(slots.bytes(slot), slots.offset(slot), slots.length(slot), repetition, definition);
        }
    }

    /** A decimal of more than 18 digits, as big-endian bytes. */
    static final class OfWideDecimal extends Leaf {

        private final BytesColumn column;
        private final byte[] bytes;

        OfWideDecimal(String path, boolean optional, BytesColumn column) {
            super(path, optional, column);
            this.column = column;
            this.bytes = new byte[column.column().getPrimitiveType().getTypeLength()];
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            long low = slots.word(slot);
            long high = slots.high(slot);
            for (int i = bytes.length - 1; i >= 0; i--) {
                bytes[i] = (byte) low;
                low = (low >>> Byte.SIZE) | (high << (Long.SIZE - Byte.SIZE));
                high >>= Byte.SIZE;
            }
            column.add(bytes, 0, bytes.length, repetition, definition);
        }
    }
}
