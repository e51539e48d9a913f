package io.millrace.job.config;

import java.io.Serializable;

/** The consumer of a stream, through which records are pushed. */
public record FanOutConfig(
        @Key(
                        doc =
                                "The consumer's name, unique on the stream: two jobs that share one take each other's records away.",
                        example = "millrace-clickstream")
                ConsumerName consumerName,
        @Key(
                        doc =
                                "`job-managed` registers the consumer when it is missing, and deregisters it when a run with `until` has read everything; a run that is stopped leaves it for the next one. `self-managed` only uses it.",
                        value = "job-managed")
                Lifecycle lifecycle)
        implements Serializable {

    /** Who registers and deregisters the consumer. */
    public enum Lifecycle {
        JOB_MANAGED,
        SELF_MANAGED
    }
}
