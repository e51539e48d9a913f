package io.millrace.job.record;

import io.millrace.model.ColumnStats;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.data.RowData;

/**
 * Turns rows into the bytes of one open file.
 *
 * <p>Encoding is total: whatever can be wrong with a row is found before it gets here. An exception that does not come
 * from the stream therefore stops the job for good; after one the encoder must not be used again.
 *
 * <p>Threads: one.
 */
public interface Encoder {

    /**
     * Adds a row.
     *
     * @param row a row of the factory's schema; read before this method returns and never kept, so it may be reused
     */
    void add(RowData row) throws IOException;

    /**
     * How large the file would be if it were finished now: the bytes already written and an estimate, corrected for
     * compression, of what the encoder still holds. Cheap enough to be asked after every row.
     */
    long encodedSize();

    /** Writes all that is held and what the format puts at the end of a file. Does not close the stream. */
    void finish() throws IOException;

    /**
     * What the finished file says of its columns, by their position among the leaf fields of its schema; empty for a
     * format without columns. To be asked after {@link #finish}.
     */
    default List<ColumnStats> columns() {
        return List.of();
    }
}
