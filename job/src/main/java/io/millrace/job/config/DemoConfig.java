package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** An embedded queue and a generator of events, for trying Millrace out. Only the command line acts on it. */
public record DemoConfig(
        @Key(doc = "How many different events are sent.", value = "200000", min = "1", max = "1000000000") long events,
        @Key(
                        doc =
                                "The seed of the generator; each finished run adds one, so that no two runs send the same ids.",
                        value = "1")
                long seed,
        @Key(
                        doc = "The share of events that the producer sends twice, under the same event id.",
                        value = "0.03",
                        min = "0",
                        max = "1")
                double resentShare,
        @Key(doc = "The share of events that cannot be decoded or make no sense.", value = "0.01", min = "0", max = "1")
                double badShare,
        @Key(doc = "How long the embedded queue outlives its last client.", value = "10 min", min = "1 s", max = "24 h")
                Duration idleTimeout)
        implements Serializable {}
