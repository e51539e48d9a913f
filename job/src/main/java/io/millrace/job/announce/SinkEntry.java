package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.OutgoingRecord;
import java.io.Serializable;

/** A record that waits in {@link DataFileSink} to be put: {@link OutgoingRecord} as Flink wants it. */
record SinkEntry(byte[] data, String partitionKey, String hashKey) implements Serializable {

    SinkEntry {
        requireNonNull(data, "data");
        requireNonNull(partitionKey, "partitionKey");
        requireNonNull(hashKey, "hashKey");
    }

    OutgoingRecord outgoing() {
        return new OutgoingRecord(data, partitionKey, hashKey);
    }
}
