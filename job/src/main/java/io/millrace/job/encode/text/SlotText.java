package io.millrace.job.encode.text;

import io.millrace.job.record.Slots;

/**
 * Writes the value of one slot, which is not null; made once per schema.
 *
 * @param <B> the format's buffer
 */
@FunctionalInterface
public interface SlotText<B extends TextBuffer> {

    void write(Slots slots, int slot, B out);
}
