package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.model.RawMessage;

/**
 * A step forward in a shard.
 *
 * @param message what there is to emit; null when only the position moves
 * @param position how far the shard is read with it
 * @param readUntilMillis as of {@link KinesisSplit#readUntilMillis} with it
 */
record ShardEvent(RawMessage message, ShardPosition position, long readUntilMillis) {

    ShardEvent {
        requireNonNull(position, "position");
    }
}
