package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.List;

/**
 * A shard of a Kinesis stream, as the stream lists it.
 *
 * @param shardId its id
 * @param parents the shards of which a split or a merge has made it, which the stream need not have any more; none, one or
 *     two
 * @param firstHashKey the first hash key whose records go to it
 * @param lastHashKey the last one
 */
public record ShardInfo(String shardId, List<String> parents, BigInteger firstHashKey, BigInteger lastHashKey) {

    public ShardInfo {
        requireNonNull(shardId, "shardId");
        parents = List.copyOf(parents);
        requireNonNull(firstHashKey, "firstHashKey");
        requireNonNull(lastHashKey, "lastHashKey");
    }
}
