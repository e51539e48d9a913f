package io.millrace.job.decode.unwrap;

import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;

/**
 * A JSON array, each element a piece. Finds where elements end by brackets and quotes alone, so that an element that is
 * no JSON inside does not take the others with it; what it cannot tell apart is a broken array.
 */
final class JsonArrayLayer implements Layer {

    private static final Pieces NOWHERE = (message, bytes, offset, length) -> {};

    private byte[] bytes;
    private int end;

    @Override
    public Rejection unwrap(RawMessage message, byte[] newBytes, int offset, int length, Pieces inside) {
        bytes = newBytes;
        end = offset + length;
        int open = skipSpace(offset);
        if (open == end || bytes[open] != '[') {
            return Layer.broken("expected a JSON array, but found something else, at byte " + (open - offset));
        }
        int close = elements(message, open + 1, NOWHERE);
        if (close < 0) {
            return Layer.broken("the JSON array does not end, or a bracket or quote in it is missing");
        }
        int behind = skipSpace(close + 1);
        if (behind != end) {
            return Layer.broken(
                    "expected nothing behind the JSON array, but found something, at byte " + (behind - offset));
        }
        elements(message, open + 1, inside);
        return null;
    }

    @Override
    public boolean splits() {
        return true;
    }

    /** Hands on each element from {@code from} on; returns the position of the closing bracket, or -1. */
    private int elements(RawMessage message, int from, Pieces to) {
        int start = skipSpace(from);
        if (start < end && bytes[start] == ']') {
            return start;
        }
        while (true) {
            int p = elementEnd(start);
            if (p == end) {
                return -1;
            }
            int last = p;
            while (last > start && isSpace(bytes[last - 1])) {
                last--;
            }
            to.piece(message, bytes, start, last - start);
            if (bytes[p] == ']') {
                return p;
            }
            start = skipSpace(p + 1);
        }
    }

    /** The position of the comma or bracket that ends the element; the end of the piece when there is none. */
    private int elementEnd(int from) {
        int depth = 0;
        int p = from;
        while (p < end) {
            switch (bytes[p]) {
                case '"' -> p = stringEnd(p + 1);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return bytes[p] == ']' ? p : end;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        return p;
                    }
                }
                default -> {}
            }
            p++;
        }
        return end;
    }

    /** The position of the string's closing quote, or the end of the piece. */
    private int stringEnd(int from) {
        int p = from;
        while (p < end && bytes[p] != '"') {
            p += bytes[p] == '\\' ? 2 : 1;
        }
        return Math.min(p, end);
    }

    private int skipSpace(int from) {
        int p = from;
        while (p < end && isSpace(bytes[p])) {
            p++;
        }
        return p;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
