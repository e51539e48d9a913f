package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.ShardInfo;

/**
 * A shard that has been discovered, and what became of it.
 *
 * @param info the shard as the stream lists it
 * @param status what became of it
 * @param start where its reading begins
 * @param readUntilMillis as of {@link KinesisSplit#readUntilMillis} before the first reading
 */
public record KnownShard(ShardInfo info, Status status, ShardPosition start, long readUntilMillis) {

    /** What became of a shard. The numbers are those of the checkpoint's form. */
    public enum Status {
        /** For its parents, or for a reader. */
        WAITING(1),
        /** A reader has it, or will have it out of its checkpoint. */
        ASSIGNED(2),
        /** Read to its end. */
        FINISHED(3);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    public KnownShard {
        requireNonNull(info, "info");
        requireNonNull(status, "status");
        requireNonNull(start, "start");
    }

    KnownShard as(Status newStatus) {
        return new KnownShard(info, newStatus, start, readUntilMillis);
    }

    KinesisSplit split() {
        return new KinesisSplit(info.shardId(), info.firstHashKey(), info.lastHashKey(), start, readUntilMillis, false);
    }
}
