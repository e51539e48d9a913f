package io.millrace.job.transform;

import io.millrace.job.record.ByteSearch;
import java.nio.charset.StandardCharsets;

/** The UTF-8 of a column's texts; for a text that was there before it is the same array again. One thread. */
final class KnownBytes {

    private static final int PLACES = 1024;
    private static final int MAX_LENGTH = 256;
    private static final byte REPLACEMENT = '?';

    private final Recurrence recurrence = new Recurrence();
    private final String[] texts = new String[PLACES];
    private final byte[][] bytes = new byte[PLACES][];

    /**
     * The bytes of a text; not to be changed.
     *
     * @throws UnfitValueException when it holds half of a surrogate pair
     */
    byte[] of(String text) {
        if (text.length() > MAX_LENGTH || !recurrence.expected()) {
            return utf8(text);
        }
        int place = text.hashCode() & (PLACES - 1);
        if (text.equals(texts[place])) {
            recurrence.found();
            return bytes[place];
        }
        byte[] made = utf8(text);
        texts[place] = text;
        bytes[place] = made;
        return made;
    }

    /**
     * The bytes of a text.
     *
     * @throws UnfitValueException when it holds half of a surrogate pair
     */
    static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Half of a pair is no text, and has silently become a question mark. There are few of them, and none in most
        // texts.
        int marks = marks(bytes);
        if (marks > 0 && marks != marks(text)) {
            throw new UnfitValueException(
                    "the text holds half of a surrogate pair at index " + half(text),
                    "string",
                    "string of invalid UTF-16");
        }
        return bytes;
    }

    private static int marks(byte[] bytes) {
        int marks = 0;
        int p = ByteSearch.indexOf(REPLACEMENT, bytes, 0, bytes.length);
        while (p < bytes.length) {
            marks++;
            p = ByteSearch.indexOf(REPLACEMENT, bytes, p + 1, bytes.length);
        }
        return marks;
    }

    private static int marks(String text) {
        int marks = 0;
        for (int p = text.indexOf(REPLACEMENT); p >= 0; p = text.indexOf(REPLACEMENT, p + 1)) {
            marks++;
        }
        return marks;
    }

    /** Where the first half without the other stands. */
    private static int half(String text) {
        int i = 0;
        while (i < text.length() && !isHalf(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
