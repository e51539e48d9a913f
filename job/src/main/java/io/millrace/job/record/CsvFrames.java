package io.millrace.job.record;

/**
 * Finds where records of CSV end: at a line feed outside of quotes. What is between must not be CSV: a quote opens only at
 * the beginning of a cell, and behind the one that closes it everything up to the next delimiter is text. So a record that
 * is malformed is told from the next one as long as its quotes are closed; where they are not, everything up to the next
 * quote belongs to it, and no part of a text in quotes is ever taken for a record.
 */
public final class CsvFrames {

    /** The attribute of a message that holds the header of its CSV records, where that is not in the message itself. */
    public static final String HEADER_ATTRIBUTE = "millrace.csv-header";

    private enum State {
        CELL_BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTES
    }

    private final byte delimiter;
    private State state = State.CELL_BEGINS;

    public CsvFrames(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    /** The next byte begins a record. */
    public void reset() {
        state = State.CELL_BEGINS;
    }

    /**
     * Goes on from where the last call ended.
     *
     * @return the position of the line feed that ends the record, after which the next one begins; -1 when it does not end
     *     before {@code end}
     */
    public int next(byte[] bytes, int from, int end) {
        for (int p = from; p < end; p++) {
            byte c = bytes[p];
            if (state == State.QUOTED) {
                state = c == '"' ? State.QUOTE_IN_QUOTES : State.QUOTED;
            } else if (c == '\n') {
                state = State.CELL_BEGINS;
                return p;
            } else if (c == delimiter) {
                state = State.CELL_BEGINS;
            } else if (c == '"' && state != State.PLAIN) {
                state = State.QUOTED;
            } else {
                state = State.PLAIN;
            }
        }
        return -1;
    }
}
