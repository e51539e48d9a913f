package io.millrace.job.reject;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/** Makes the text of a dead letter: the line that its file has, without the end of the line. One thread. */
@FunctionalInterface
public interface LetterText {

    /**
     * @param row of {@link DeadLetterRows#SCHEMA}; not kept
     * @return JSON in UTF-8
     */
    byte[] of(RowData row);

    /** Opens one; shipped to where letters are sent. */
    @FunctionalInterface
    interface Factory extends Serializable {
        LetterText open();
    }
}
