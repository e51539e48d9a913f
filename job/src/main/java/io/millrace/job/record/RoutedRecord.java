package io.millrace.job.record;

import io.millrace.model.Origin;
import org.apache.flink.table.data.RowData;

/**
 * The arrow from route to encode: a row, the partition it belongs to, and what files are rolled and described by.
 *
 * <p>Reused, like {@link DecodedRecord}: valid until the emitting operator's next call.
 */
public final class RoutedRecord {

    /** The event time of a record that has none. */
    public static final long NO_EVENT_TIME = Long.MIN_VALUE;

    private RowData row;
    private String partition;
    private long eventTimeMicros;
    private int inputBytes;
    private Origin origin;

    public RoutedRecord() {}

    /**
     * Refills this object; returns it.
     *
     * @param newRow the row, in the output's schema
     * @param newPartition the directory under the output's path, escaped, without a slash at either end; may be empty
     * @param newEventTimeMicros microseconds since the epoch, or {@link #NO_EVENT_TIME}
     * @param newInputBytes how many bytes of input gave this row
     * @param newOrigin where its message came from
     */
    public RoutedRecord refill(
            RowData newRow, String newPartition, long newEventTimeMicros, int newInputBytes, Origin newOrigin) {
        row = newRow;
        partition = newPartition;
        eventTimeMicros = newEventTimeMicros;
        inputBytes = newInputBytes;
        origin = newOrigin;
        return this;
    }

    public RowData row() {
        return row;
    }

    public String partition() {
        return partition;
    }

    public long eventTimeMicros() {
        return eventTimeMicros;
    }

    public int inputBytes() {
        return inputBytes;
    }

    public Origin origin() {
        return origin;
    }
}
