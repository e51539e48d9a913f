package io.millrace.job.decode.common;

import io.millrace.job.decode.DroppedFields;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters of dropped fields: one for each of the first names, and one for all that come later, because senders choose
 * the names and every metric costs memory for ever.
 */
public final class IgnoredNames {

    public static final String OTHERS = "(others)";

    private static final int LARGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 100;

    private final DroppedFields dropped;
    private final Map<String, Runnable> counters = new HashMap<>();
    private int registered;
    private Runnable others;

    public IgnoredNames(DroppedFields dropped) {
        this.dropped = dropped;
    }

    public boolean isFull() {
        return registered >= LARGEST_NUMBER;
    }

    public Runnable register(String path) {
        registered++;
        String label = path.substring(0, Math.min(path.length(), LONGEST_NAME)).replaceAll("[^\\x20-\\x7E]", "?");
        return counters.computeIfAbsent(label, dropped::counter);
    }

    /** The counter of all names for which there was no place. */
    public Runnable others() {
        if (others == null) {
            others = dropped.counter(OTHERS);
        }
        return others;
    }
}
