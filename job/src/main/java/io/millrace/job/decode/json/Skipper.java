package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;
import java.nio.charset.StandardCharsets;

/** Reads over a value that no field takes, and checks it as strictly as any other. */
final class Skipper {

    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final Failure failure;
    private final Scratch scratch;
    private final Strings strings;
    private final NumberToken number;
    private final int maxDepth;

    Skipper(Failure failure, Scratch scratch, Strings strings, NumberToken number, int maxDepth) {
        this.failure = failure;
        this.scratch = scratch;
        this.strings = strings;
        this.number = number;
        this.maxDepth = maxDepth;
    }

    /**
     * Returns the position behind the value at {@code p}.
     *
     * @param depth how many objects and arrays are around it
     */
    int skip(byte[] b, int p, int end, int depth) {
        return switch (Bytes.at(b, p, end)) {
            case '"' -> string(b, p + 1, end);
            case '{' -> depth < maxDepth ? object(b, p + 1, end, depth + 1) : tooDeep(p);
            case '[' -> depth < maxDepth ? array(b, p + 1, end, depth + 1) : tooDeep(p);
            case 't' -> word(b, p, end, TRUE);
            case 'f' -> word(b, p, end, FALSE);
            case 'n' -> word(b, p, end, NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number.scan(b, p, end);
            default -> failure.malformed(b, p, end, "a value");
        };
    }

    /** What the value that begins with {@code first} is, for a person. */
    static String kind(int first) {
        return switch (first) {
            case '"' -> "a string";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    private int tooDeep(int p) {
        return failure.limit(p, "at most " + maxDepth + " levels of objects and arrays", "one more");
    }

    private int string(byte[] b, int p, int end) {
        int mark = scratch.size();
        int behind = strings.read(b, p, end);
        scratch.truncate(mark);
        return behind;
    }

    private int word(byte[] b, int p, int end, byte[] word) {
        return Bytes.startsWith(b, p, end, word) ? p + word.length : failure.malformed(b, p, end, "a value");
    }

    private int array(byte[] b, int from, int end, int depth) {
        int p = Bytes.skipSpace(b, from, end);
        if (Bytes.at(b, p, end) == ']') {
            return p + 1;
        }
        while (true) {
            p = skip(b, p, end, depth);
            if (p < 0) {
                return p;
            }
            p = Bytes.skipSpace(b, p, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == ']' ? p + 1 : failure.malformed(b, p, end, "',' or ']'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    private int object(byte[] b, int from, int end, int depth) {
        int p = Bytes.skipSpace(b, from, end);
        if (Bytes.at(b, p, end) == '}') {
            return p + 1;
        }
        while (true) {
            p = member(b, p, end, depth);
            if (p < 0) {
                return p;
            }
            p = Bytes.skipSpace(b, p, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == '}' ? p + 1 : failure.malformed(b, p, end, "',' or '}'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    private int member(byte[] b, int p, int end, int depth) {
        if (Bytes.at(b, p, end) != '"') {
            return failure.malformed(b, p, end, "a name in quotes");
        }
        int behind = string(b, p + 1, end);
        if (behind < 0) {
            return behind;
        }
        int colon = Bytes.skipSpace(b, behind, end);
        return Bytes.at(b, colon, end) == ':'
                ? skip(b, Bytes.skipSpace(b, colon + 1, end), end, depth)
                : failure.malformed(b, colon, end, "':' after a name");
    }
}
