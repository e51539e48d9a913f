package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.model.LostRange;
import io.millrace.model.RawMessage;

/**
 * A step forward in a shard.
 *
 * @param lost what is missing before it; null when nothing is
 * @param message what there is to emit; null when only the position moves
 * @param position how far the shard is read with it
 * @param readUntilMillis as of {@link KinesisSplit#readUntilMillis} with it
 * @param page what came in the page that ends with it; null when none does, or when it was empty
 */
record ShardEvent(LostRange lost, RawMessage message, ShardPosition position, long readUntilMillis, PageTimes page) {

    ShardEvent {
        requireNonNull(position, "position");
    }
}
