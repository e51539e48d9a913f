package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** How far a shard has been read. */
public sealed interface ShardPosition extends Serializable {

    /** Nothing yet; the first record will be the oldest that the shard has. */
    record TrimHorizon() implements ShardPosition {}

    /** Nothing yet; the first record will be the one that arrived at a time, in milliseconds since the epoch, or later. */
    record AtTimestamp(long millis) implements ShardPosition {}

    /**
     * Up to a record, or up to a part of it when records are packed in it.
     *
     * @param sequenceNumber the record's number
     * @param through the last of its packed records that was read, from 0; {@link #WHOLE} when all were
     * @param arrivedAtMillis when it arrived, milliseconds since the epoch: about so long after that it is trimmed
     */
    record After(String sequenceNumber, int through, long arrivedAtMillis) implements ShardPosition {

        static final int WHOLE = Integer.MAX_VALUE;

        public After {
            requireNonNull(sequenceNumber, "sequenceNumber");
        }

        /** Where {@code other} is relative to this record: negative before it, zero for itself, positive behind it. */
        int compareRecord(String other) {
            int byLength = Integer.compare(other.length(), sequenceNumber.length());
            return byLength != 0 ? byLength : other.compareTo(sequenceNumber);
        }
    }
}
