package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/**
 * A record as a shard delivers it, before anything packed in it is taken out.
 *
 * @param sequenceNumber its number, which grows within the shard
 * @param partitionKey the key under which it was put
 * @param data its bytes, which nobody may change
 * @param arrivedAtMillis when it arrived, milliseconds since the epoch; about, and not quite in the order of the numbers
 */
public record ShardRecord(String sequenceNumber, String partitionKey, byte[] data, long arrivedAtMillis) {

    public ShardRecord {
        requireNonNull(sequenceNumber, "sequenceNumber");
        requireNonNull(partitionKey, "partitionKey");
        requireNonNull(data, "data");
    }

    /** Identity and size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "ShardRecord[" + sequenceNumber + ", " + data.length + " bytes]";
    }
}
