package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the enumerator remembers.
 *
 * @param stream the stream's name, without its ARN
 * @param streamCreatedAtMillis tells it from another stream that gets its name later; milliseconds since the epoch
 * @param initial where the first shards begin, for which "latest" has become a time
 * @param discoveredAtMillis when the last discovery was; {@link KinesisSplit#UNKNOWN} before the first
 * @param shards every shard that is known
 */
public record KinesisEnumeratorState(
        String stream,
        long streamCreatedAtMillis,
        ShardPosition initial,
        long discoveredAtMillis,
        List<KnownShard> shards) {

    public KinesisEnumeratorState {
        requireNonNull(stream, "stream");
        requireNonNull(initial, "initial");
        shards = List.copyOf(shards);
    }
}
