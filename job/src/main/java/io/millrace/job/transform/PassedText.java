package io.millrace.job.transform;

import io.millrace.job.record.Slots;
import java.util.HashMap;
import java.util.Map;

/**
 * The text that a function was given in one field, with its bytes in the row it comes from. What the function gives back in a
 * field of the same name is mostly the same object, which needs not be made bytes again. Fields of records form a tree; an
 * element of an array is one by the name {@code []}, the value of a map by {@code {}}. One thread.
 */
final class PassedText {

    /** The number of the record that the function has; in the root of the tree. */
    private long record;

    private final PassedText root;
    private final Map<String, PassedText> fields = new HashMap<>();

    private String text;
    private byte[] bytes;
    private int offset;
    private int length;

    /** The record in which {@link #text} was given: the bytes of an earlier one are others by now. */
    private long givenIn;

    private PassedText(PassedText root) {
        this.root = root == null ? this : root;
    }

    static PassedText root() {
        return new PassedText(null);
    }

    /** The field of that name below this one; the same for the reader and for the writer. */
    PassedText field(String name) {
        return fields.computeIfAbsent(name, any -> new PassedText(root));
    }

    /** Forgets all texts; to be called before a record is read, of the root. */
    void nextRecord() {
        record++;
    }

    /** The text of a slot, which a function is given. */
    String read(Slots slots, int slot) {
        text = slots.text(slot);
        bytes = slots.bytes(slot);
        offset = slots.offset(slot);
        length = slots.length(slot);
        givenIn = root.record;
        return text;
    }

    /** Puts the bytes of {@code value} into a slot if it is the object that was given; returns whether it is. */
    boolean put(Slots slots, int slot, Object value) {
        if (value != text || givenIn != root.record) {
            return false;
        }
        slots.setView(slot, bytes, offset, length);
        return true;
    }
}
