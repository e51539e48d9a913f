package io.millrace.job.encode.parquet;

import io.millrace.job.record.Slots;
import java.io.IOException;

/**
 * Takes one field of a row apart, down to its columns. The levels are those of Parquet (and of the Dremel paper): the
 * repetition level says at which list a value is a further element, the definition level how much of the path to it is
 * there.
 */
abstract class FieldWriter {

    private final String path;
    private final boolean optional;

    /** The definition level of a value that is there. */
    final int definition;

    /**
     * @param path the field's place, for the message of an error
     * @param optional whether it may be null
     * @param definition the definition level of a value that is there
     */
    FieldWriter(String path, boolean optional, int definition) {
        this.path = path;
        this.optional = optional;
        this.definition = definition;
    }

    /** Writes a slot's value or null. */
    final void write(Slots slots, int slot, int repetition) throws IOException {
        if (!slots.isNullAt(slot)) {
            writeValue(slots, slot, repetition);
        } else if (optional) {
            writeNull(repetition, definition - 1);
        } else {
            throw new IllegalStateException("field '" + path + "' is required, but is null in a row to be written");
        }
    }

    abstract void writeValue(Slots slots, int slot, int repetition) throws IOException;

    /** Writes that this field, or one that it is part of, is not there. */
    abstract void writeNull(int repetition, int definition) throws IOException;
}
