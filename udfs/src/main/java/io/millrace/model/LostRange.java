package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A gap in a shard of a stream: records that have left the stream before they were read. Stands where the first of them would
 * have stood, in the place of a message's origin.
 *
 * @param stream the stream as the pipeline names it: its name or its ARN
 * @param shardId the shard
 * @param after the sequence number of the last record that was read; empty when none was
 * @param before the sequence number of the oldest record that is left; empty when none is
 * @param readUntilMillis everything that had arrived by then was read, milliseconds since the epoch; null when the shard was
 *     never read
 * @param leftSinceMillis when the oldest record that is left arrived, milliseconds since the epoch; null when none is
 */
public record LostRange(
        String stream, String shardId, String after, String before, Long readUntilMillis, Long leftSinceMillis)
        implements Origin {

    public LostRange {
        requireNonNull(stream, "stream");
        requireNonNull(shardId, "shardId");
        requireNonNull(after, "after");
        requireNonNull(before, "before");
        if (before.isEmpty() != (leftSinceMillis == null)) {
            throw new IllegalArgumentException(
                    "a record that is left has a number and a time, but got '" + before + "' and " + leftSinceMillis);
        }
    }

    @Override
    public String source() {
        return stream;
    }

    /** The shard, and the numbers between which records are missing: {@code shardId-000000000000/17-4958}. */
    @Override
    public String position() {
        return shardId + "/" + after + "-" + before;
    }

    @Override
    public String lane() {
        return stream + "/" + shardId;
    }

    /** When the oldest record that is left arrived; negative when none is. */
    @Override
    public long sentAtMillis() {
        return leftSinceMillis == null ? -1 : leftSinceMillis;
    }

    /** Always 1: it is found, not delivered. */
    @Override
    public int receiveCount() {
        return 1;
    }
}
