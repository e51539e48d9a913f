package io.millrace.job.route;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/**
 * A layout: which directory under the output's path a row belongs to. Called once per row, by one thread; an instance
 * may keep caches.
 */
interface Partitioner extends Serializable {

    /**
     * The row's directory, in the form of {@link PartitionPath#of}. Equal directories are, where possible, the same
     * object, since the writer looks its open files up by it.
     *
     * @param row valid during the call only
     * @param eventTimeMicros between {@link EventTime#MIN_MICROS} and {@link EventTime#MAX_MICROS}
     */
    String partition(RowData row, long eventTimeMicros) throws UnroutableException;
}
