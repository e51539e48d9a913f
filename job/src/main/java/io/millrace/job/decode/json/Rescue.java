package io.millrace.job.decode.json;

import io.millrace.job.record.SlotRow;
import java.nio.charset.StandardCharsets;

/** Collects one record's unknown fields as the text of a JSON object. */
final class Rescue {

    private final Scratch text = new Scratch();
    private final long largestSize;
    private final int slot;

    /**
     * @param largestSize how many bytes the text may have
     * @param slot the column for it
     */
    Rescue(long largestSize, int slot) {
        this.largestSize = largestSize;
        this.slot = slot;
    }

    void clear() {
        text.clear();
    }

    /** Adds one field, name and value as they were sent; returns false when there is no more room. */
    boolean add(String path, byte[] b, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if ((long) text.size() + path.length() + (nameEnd - nameStart) + (valueEnd - valueStart) + 5 > largestSize) {
            return false;
        }
        text.append(text.size() == 0 ? '{' : ',');
        text.append('"');
        if (!path.isEmpty()) {
            text.append(path.getBytes(StandardCharsets.UTF_8));
        }
        text.append(b, nameStart, nameEnd - nameStart);
        text.append('"');
        text.append(':');
        text.append(b, valueStart, valueEnd - valueStart);
        return true;
    }

    /** Puts the object into the row; null when there was no unknown field. */
    void finish(SlotRow row) {
        if (text.size() == 0) {
            row.setNull(slot);
        } else {
            text.append('}');
            row.setView(slot, text.array(), 0, text.size());
        }
    }
}
