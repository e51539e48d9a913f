package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * A record to put on a stream.
 *
 * @param data its bytes, which nobody may change
 * @param partitionKey from 1 to 256 characters
 * @param hashKey the hash key that decides on the shard, a whole number below 2¹²⁸ in decimal digits; null takes the
 *     partition key's own
 */
public record OutgoingRecord(byte[] data, String partitionKey, String hashKey) {

    private static final int LONGEST_KEY = 256;

    public OutgoingRecord {
        requireNonNull(data, "data");
        if (partitionKey.isEmpty() || partitionKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("expected a partition key of 1 to " + LONGEST_KEY
                    + " characters, but got one of " + partitionKey.length());
        }
    }

    /** What the record counts against the limits of a record and of a request, in bytes: data and partition key. */
    public int size() {
        return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "OutgoingRecord[" + partitionKey + ", " + data.length + " bytes]";
    }
}
