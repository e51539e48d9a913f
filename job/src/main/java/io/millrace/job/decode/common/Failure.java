package io.millrace.job.decode.common;

import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.HexFormat;
import java.util.List;

/**
 * Why the current record is refused. Readers note the reason here and return {@link #FAILED}; no exception is made, so
 * that a bad record costs about what a good one does. Text is put together when the rejection is asked for.
 */
public final class Failure {

    /** What every reader returns in place of a position when it has failed. */
    public static final int FAILED = -1;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ErrorKind kind;
    private int position;
    private String expected;
    private String actual;
    private String path;

    public void clear() {
        kind = null;
        path = null;
    }

    /** The bytes are not JSON. */
    public int malformed(byte[] b, int p, int end, String whatWasExpected) {
        return set(ErrorKind.MALFORMED, p, whatWasExpected, describe(b, p, end));
    }

    /** The bytes are not JSON that the pipeline takes, in a way that {@code found} says. */
    public int malformed(int p, String whatWasExpected, String found) {
        return set(ErrorKind.MALFORMED, p, whatWasExpected, found);
    }

    /** The value does not fit the field's type. */
    public int mismatch(int p, String whatWasExpected, String found) {
        return set(ErrorKind.TYPE_MISMATCH, p, whatWasExpected, found);
    }

    public int missing(int p, String whatWasExpected, String found) {
        return set(ErrorKind.MISSING_FIELD, p, whatWasExpected, found);
    }

    public int unknown(int p) {
        return set(ErrorKind.UNKNOWN_FIELD, p, "a field of the schema", "a field that it does not know");
    }

    public int limit(int p, String allowed, String found) {
        return set(ErrorKind.LIMIT, p, allowed, found);
    }

    private int set(ErrorKind newKind, int p, String newExpected, String newActual) {
        kind = newKind;
        position = p;
        expected = newExpected;
        actual = newActual;
        path = null;
        return FAILED;
    }

    /** Notes the field in which the failure happened, unless a reader further inside has. Returns {@link #FAILED}. */
    public int in(Place place) {
        if (path == null) {
            path = place.currentPath();
        }
        return FAILED;
    }

    /** Where the value stands in the record, for one that was read from a copy of its own. */
    public void moveTo(int newPosition) {
        position = newPosition;
    }

    /** Notes a field that has no reader. */
    public int at(String unknownPath) {
        path = unknownPath;
        return FAILED;
    }

    /**
     * The rejection of the record.
     *
     * @param start where the record begins: positions in the message count from there
     */
    public Rejection toRejection(int start) {
        String message = "expected " + expected + ", but found " + actual + ", at byte " + (position - start);
        return new Rejection(Stage.DECODE, kind, message, path, expected, actual, List.of());
    }

    /** What stands at {@code p}, without giving away more of the payload than one character of punctuation. */
    private static String describe(byte[] b, int p, int end) {
        if (p >= end) {
            return "the end of the record";
        }
        int c = b[p] & 0xFF;
        if (c > ' ' && c < 0x7F) {
            return "'" + (char) c + "'";
        }
        return c == ' ' ? "a space" : "the byte 0x" + HEX.toHexDigits((byte) c);
    }
}
