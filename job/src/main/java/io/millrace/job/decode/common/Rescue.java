package io.millrace.job.decode.common;

import io.millrace.job.record.SlotRow;

/**
 * Collects one record's unknown fields as the text of a JSON object, in which nested fields stand by their path. After
 * {@link #name} the caller appends the value to {@link #text}.
 */
public final class Rescue {

    private final JsonText text = new JsonText();
    private final long largestSize;
    private final int slot;

    /**
     * @param largestSize how many bytes the text may have
     * @param slot the column for it
     */
    public Rescue(long largestSize, int slot) {
        this.largestSize = largestSize;
        this.slot = slot;
    }

    public void clear() {
        text.clear();
    }

    /** Begins a field; its value comes next. */
    public JsonText name(String path) {
        begin();
        text.string(path);
        text.append(':');
        return text;
    }

    /** Adds one field, name and value as they were sent, in JSON; returns false when there is no more room. */
    public boolean add(String path, byte[] b, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if ((long) text.size() + path.length() + (nameEnd - nameStart) + (valueEnd - valueStart) + 5 > largestSize) {
            return false;
        }
        begin();
        text.append('"');
        text.raw(path);
        text.append(b, nameStart, nameEnd - nameStart);
        text.append('"');
        text.append(':');
        text.append(b, valueStart, valueEnd - valueStart);
        return true;
    }

    /** True when the text has become larger than it may be. */
    public boolean isTooLarge() {
        return text.size() >= largestSize;
    }

    /** Puts the object into the row; null when there was no unknown field. */
    public void finish(SlotRow row) {
        if (text.size() == 0) {
            row.setNull(slot);
        } else {
            text.append('}');
            row.setView(slot, text.array(), 0, text.size());
        }
    }

    private void begin() {
        text.append(text.size() == 0 ? '{' : ',');
    }
}
