package io.millrace.job.transform;

import io.millrace.job.record.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a column's values as objects. A text that was there before is the same object again, which costs a third of
 * making it, and for which {@link KnownBytes} has its bytes at hand. One thread.
 */
final class KnownTexts {

    /** Of two values with the same place the later one is remembered. */
    private static final int PLACES = 1024;

    /** Longer texts hardly recur. */
    private static final int MAX_LENGTH = 256;

    private final Recurrence recurrence = new Recurrence();
    private final String[] texts = new String[PLACES];
    private final byte[][] bytes = new byte[PLACES][];

    /** The text of valid UTF-8. */
    String text(byte[] from, int offset, int length) {
        if (length > MAX_LENGTH || !recurrence.expected()) {
            return new String(from, offset, length, StandardCharsets.UTF_8);
        }
        int place = ByteSearch.hash(from, offset, length) & (PLACES - 1);
        byte[] known = bytes[place];
        if (known != null && Arrays.equals(known, 0, known.length, from, offset, offset + length)) {
            recurrence.found();
            return texts[place];
        }
        texts[place] = new String(from, offset, length, StandardCharsets.UTF_8);
        bytes[place] = Arrays.copyOfRange(from, offset, offset + length);
        return texts[place];
    }
}
