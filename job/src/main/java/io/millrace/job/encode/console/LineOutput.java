package io.millrace.job.encode.console;

import java.io.Serializable;

/** Where lines are printed. Serialized with the job; several tasks of one process print at once. */
@FunctionalInterface
public interface LineOutput extends Serializable {

    /**
     * Prints whole lines, of which none is torn apart by another call's.
     *
     * @param lines in UTF-8, each with its newline
     */
    void print(byte[] lines);
}
