package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;

/** A name in an object, and the colon behind it. */
final class Name {

    private final Failure failure;
    private final Strings strings;

    private byte[] array;
    private int offset;
    private int length;
    private int rawStart;
    private int rawEnd;

    Name(Failure failure, Strings strings) {
        this.failure = failure;
        this.strings = strings;
    }

    /** The array in which the unescaped name stands. */
    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Where the name as it was sent, without its quotes, begins in the message. */
    int rawStart() {
        return rawStart;
    }

    int rawEnd() {
        return rawEnd;
    }

    /** Reads the name whose quote is at {@code p}; returns the position of the value's first character. */
    int read(byte[] b, int p, int end) {
        if (Bytes.at(b, p, end) != '"') {
            return failure.malformed(b, p, end, "a name in quotes");
        }
        int behind = strings.read(b, p + 1, end);
        if (behind < 0) {
            return behind;
        }
        array = strings.array();
        offset = strings.offset();
        length = strings.length();
        rawStart = p + 1;
        rawEnd = behind - 1;
        int colon = Bytes.skipSpace(b, behind, end);
        return Bytes.at(b, colon, end) == ':'
                ? Bytes.skipSpace(b, colon + 1, end)
                : failure.malformed(b, colon, end, "':' after a name");
    }
}
