package io.millrace.job.encode.parquet;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.io.IOException;

/** The writers of fields that are made of fields. */
final class GroupWriters {

    private GroupWriters() {}

    /** A record in a record. */
    static final class Row extends FieldWriter {

        private final FieldWriter[] fields;

        Row(String path, boolean optional, int definition, FieldWriter[] fields) {
            super(path, optional, definition);
            this.fields = fields;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            writeRow((SlotRow) slots.getRow(slot, fields.length), repetition);
        }

        void writeRow(SlotRow row, int repetition) throws IOException {
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(row, i, repetition);
            }
        }

        @Override
        void writeNull(int repetition, int nullDefinition) throws IOException {
            for (FieldWriter field : fields) {
                field.writeNull(repetition, nullDefinition);
            }
        }
    }

    static final class List extends FieldWriter {

        private final FieldWriter element;
        private final int elementRepetition;

        /** @param elementRepetition the repetition level of the second and each further element */
        List(String path, boolean optional, int definition, int elementRepetition, FieldWriter element) {
            super(path, optional, definition);
            this.element = element;
            this.elementRepetition = elementRepetition;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            SlotArray array = (SlotArray) slots.getArray(slot);
            if (array.size() == 0) {
                element.writeNull(repetition, definition);
            }
            for (int i = 0; i < array.size(); i++) {
                element.write(array, i, i == 0 ? repetition : elementRepetition);
            }
        }

        @Override
        void writeNull(int repetition, int nullDefinition) throws IOException {
            element.writeNull(repetition, nullDefinition);
        }
    }

    static final class Map extends FieldWriter {

        private final FieldWriter key;
        private final FieldWriter value;
        private final int entryRepetition;

        /** @param entryRepetition the repetition level of the second and each further entry */
        Map(String path, boolean optional, int definition, int entryRepetition, FieldWriter key, FieldWriter value) {
            super(path, optional, definition);
            this.key = key;
            this.value = value;
            this.entryRepetition = entryRepetition;
        }

        @Override
        void writeValue(Slots slots, int slot, int repetition) throws IOException {
            SlotMap map = (SlotMap) slots.getMap(slot);
            if (map.size() == 0) {
                writeNull(repetition, definition);
            }
            for (int i = 0; i < map.size(); i++) {
                int entryLevel = i == 0 ? repetition : entryRepetition;
                key.write(map.keyArray(), i, entryLevel);
                value.write(map.valueArray(), i, entryLevel);
            }
        }

        @Override
        void writeNull(int repetition, int nullDefinition) throws IOException {
            key.writeNull(repetition, nullDefinition);
            value.writeNull(repetition, nullDefinition);
        }
    }
}
