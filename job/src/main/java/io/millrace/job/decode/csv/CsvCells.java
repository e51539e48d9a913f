package io.millrace.job.decode.csv;

import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;

/** Goes from cell to cell of one record, strictly by RFC 4180. */
final class CsvCells {

    private final byte delimiter;
    private final Failure failure;
    private final Scratch scratch;

    private byte[] bytes;
    private int next;
    private int end;
    private boolean more;

    private byte[] array;
    private int offset;
    private int length;
    private int position;
    private boolean quoted;

    /** @param scratch holds text in which quotes were doubled */
    CsvCells(char delimiter, Failure failure, Scratch scratch) {
        this.delimiter = (byte) delimiter;
        this.failure = failure;
        this.scratch = scratch;
    }

    /** Begins a record, which has at least one cell. */
    void begin(byte[] record, int from, int recordEnd) {
        bytes = record;
        next = from;
        end = recordEnd;
        more = true;
    }

    /** True when there is one more cell, for {@link #next}. */
    boolean hasNext() {
        return more;
    }

    /** Goes to the next cell; returns false when it is malformed. */
    boolean next() {
        position = next;
        quoted = next < end && bytes[next] == '"';
        if (!(quoted ? inQuotes() : plain())) {
            return false;
        }
        more = next < end;
        next++;
        return true;
    }

    /** The array in which the cell's text stands. */
    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Where the cell begins in the record's bytes. */
    int position() {
        return position;
    }

    /** True when the cell stands in quotes. */
    boolean quoted() {
        return quoted;
    }

    private boolean plain() {
        int p = next;
        while (p < end && bytes[p] != delimiter) {
            byte c = bytes[p];
            if (c == '"' || c == '\n' || c == '\r') {
                failure.malformed(bytes, p, end, "a cell in quotes around quotes and line ends");
                return false;
            }
            p++;
        }
        view(bytes, next, p);
        next = p;
        return true;
    }

    private boolean inQuotes() {
        int from = next + 1;
        int mark = scratch.size();
        boolean copied = false;
        while (true) {
            int p = from;
            while (p < end && bytes[p] != '"') {
                p++;
            }
            if (p == end) {
                failure.malformed(p, "'\"' at the end of a cell", "the end of the record");
                return false;
            }
            boolean doubled = p + 1 < end && bytes[p + 1] == '"';
            if (doubled) {
                scratch.append(bytes, from, p + 1 - from);
                copied = true;
                from = p + 2;
                continue;
            }
            if (copied) {
                scratch.append(bytes, from, p - from);
                view(scratch.array(), mark, scratch.size());
            } else {
                view(bytes, from, p);
            }
            next = p + 1;
            if (next < end && bytes[next] != delimiter) {
                failure.malformed(bytes, next, end, "'" + (char) delimiter + "' or the end of the record");
                return false;
            }
            return true;
        }
    }

    private void view(byte[] newArray, int from, int to) {
        array = newArray;
        offset = from;
        length = to - from;
    }
}
