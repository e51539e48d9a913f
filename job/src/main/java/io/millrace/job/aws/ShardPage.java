package io.millrace.job.aws;

import java.util.List;
import java.util.Optional;

/**
 * What one call, or one event of a subscription, brings of a shard.
 *
 * @param records in the order of the shard; often empty, even where more follow
 * @param next where the next page begins: an iterator, or the sequence number with which a subscription goes on; null when
 *     the shard is closed and this was its last page
 * @param millisBehind how far behind the shard's tip the page ends, as the service says
 */
public record ShardPage(List<ShardRecord> records, String next, long millisBehind) {

    public ShardPage {
        records = List.copyOf(records);
    }

    /** Where the next page begins; empty at the end of a closed shard. */
    public Optional<String> following() {
        return Optional.ofNullable(next);
    }
}
