package io.millrace.job.commit;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/**
 * Turns the rows of one open file into bytes. Called by one thread.
 *
 * <p>Encoding is total: whatever can be wrong with a row is found before it gets here. An exception that does not come
 * from the stream therefore stops the job for good.
 */
public interface FileEncoder {

    /** Adds a row; the row is valid during the call only. */
    void add(RowData row) throws IOException;

    /** How large the file would be if it were finished now: what is in the stream and what is still held back. */
    long encodedSize();

    /** Writes what is held back and the file's end. Does not close the stream. */
    void finish() throws IOException;

    /** Makes the encoder of a file that has just been opened. */
    @FunctionalInterface
    interface Factory extends Serializable {

        FileEncoder create(FSDataOutputStream out) throws IOException;
    }
}
