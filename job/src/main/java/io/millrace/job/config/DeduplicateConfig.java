package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** Deduplication by message id, and by a key of the producer's where one is given. */
public record DeduplicateConfig(
        @Key(
                        doc =
                                "How long an id is remembered. Redeliveries within this time are dropped; set it above the longest time a message may stay unacknowledged.",
                        value = "1 h",
                        min = "1 min",
                        max = "14 d")
                Duration ttl,
        @Key(
                        doc =
                                "A second identity, given by the producer, whose repetitions are dropped too: `field:NAME` (a top-level field of the decoded record) or `attribute:NAME` (a message attribute). Records without it are kept.",
                        optional = true,
                        example = "field:event_id")
                DeduplicateKey key,
        @Key(
                        doc =
                                "How many ids are expected within `ttl`. Above 5000000 they are kept in RocksDB instead of on the heap.",
                        value = "2000000",
                        min = "1",
                        max = "100000000000")
                long expectedIds)
        implements Serializable {}
