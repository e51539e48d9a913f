package io.millrace.job.route;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/**
 * Which directory under the output's path a row belongs to. Called once per row, by one thread; an instance may keep
 * caches.
 */
interface Partitioner extends Serializable {

    /**
     * The row's directory, escaped, without a slash at either end; empty for the output's path itself. Equal directories
     * are, where possible, the same object, since the writer looks its open files up by it.
     *
     * @param row valid during the call only
     * @param eventTimeMicros between {@link EventTime#MIN_MICROS} and {@link EventTime#MAX_MICROS}; where the layout has
     *     no part of it, maybe {@link io.millrace.job.record.RoutedRecord#NO_EVENT_TIME}
     */
    String partition(RowData row, long eventTimeMicros) throws UnroutableException;
}
