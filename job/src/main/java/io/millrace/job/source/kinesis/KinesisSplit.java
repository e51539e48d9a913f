package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.math.BigInteger;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard and how far it has been read.
 *
 * @param shardId the shard
 * @param firstHashKey the first hash key whose records go to it
 * @param lastHashKey the last one
 * @param position how far it has been read
 * @param readUntilMillis every record that had arrived by then, milliseconds since the epoch, has been read, or cannot
 *     exist; {@link #UNKNOWN} before the first reading of a shard whose beginning nobody saw
 * @param finished true when its last record has been read
 */
public record KinesisSplit(
        String shardId,
        BigInteger firstHashKey,
        BigInteger lastHashKey,
        ShardPosition position,
        long readUntilMillis,
        boolean finished)
        implements SourceSplit, Serializable {

    static final long UNKNOWN = -1;

    public KinesisSplit {
        requireNonNull(shardId, "shardId");
        requireNonNull(firstHashKey, "firstHashKey");
        requireNonNull(lastHashKey, "lastHashKey");
        requireNonNull(position, "position");
    }

    @Override
    public String splitId() {
        return shardId;
    }

    KinesisSplit at(ShardPosition newPosition, long newReadUntilMillis) {
        return new KinesisSplit(shardId, firstHashKey, lastHashKey, newPosition, newReadUntilMillis, finished);
    }

    KinesisSplit asFinished() {
        return new KinesisSplit(shardId, firstHashKey, lastHashKey, position, readUntilMillis, true);
    }
}
