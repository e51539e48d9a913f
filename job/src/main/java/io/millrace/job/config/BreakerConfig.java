package io.millrace.job.config;

import java.io.Serializable;

/** Stops the job, without restarting it, when too many records are rejected. */
public record BreakerConfig(
        @Key(
                        doc =
                                "The share of rejected records, between 0 and 1, above which the job stops; 1 never stops it.",
                        value = "0.5",
                        min = "0",
                        max = "1")
                double maxShare,
        @Key(
                        doc = "How many records of a stage's parallel instance are looked at together.",
                        value = "1000",
                        min = "10",
                        max = "10000000")
                int window)
        implements Serializable {}
