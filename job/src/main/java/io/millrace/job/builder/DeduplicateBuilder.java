// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.DeduplicateConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code deduplicate}. */
public final class DeduplicateBuilder extends SectionBuilder<DeduplicateConfig> {

    DeduplicateBuilder() {}

    /**
     * {@code ttl}: How long an id is remembered. Redeliveries within this time are dropped; set it above the longest
     * time a message may stay unacknowledged. Between 1 min and 14 d. Default: {@code 1 h}.
     */
    public DeduplicateBuilder ttl(Duration ttl) {
        value("ttl", ttl);
        return this;
    }

    /**
     * {@code key}: A second identity, given by the producer, whose repetitions are dropped too: {@code field:NAME} (a
     * top-level field of the decoded record) or {@code attribute:NAME} (a message attribute). Records without it are
     * kept. Example: {@code field:event_id}.
     */
    public DeduplicateBuilder key(String key) {
        value("key", key);
        return this;
    }

    /**
     * {@code expected-ids}: How many ids are expected within {@code ttl}. Above 5000000 they are kept in RocksDB
     * instead of on the heap. Between 1 and 100000000000. Default: {@code 2000000}.
     */
    public DeduplicateBuilder expectedIds(long expectedIds) {
        value("expected-ids", expectedIds);
        return this;
    }
}
