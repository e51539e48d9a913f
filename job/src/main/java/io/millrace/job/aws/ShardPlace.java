package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/** Where in a shard to begin. */
public sealed interface ShardPlace {

    /** At the oldest record that the shard has. */
    record TrimHorizon() implements ShardPlace {}

    /** At the first record that arrived at a time, in milliseconds since the epoch, or later. */
    record AtTimestamp(long millis) implements ShardPlace {}

    /** At the record with this number. */
    record AtSequenceNumber(String sequenceNumber) implements ShardPlace {

        public AtSequenceNumber {
            requireNonNull(sequenceNumber, "sequenceNumber");
        }
    }
}
