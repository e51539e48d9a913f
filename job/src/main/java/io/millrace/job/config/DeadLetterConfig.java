package io.millrace.job.config;

import java.io.Serializable;

/** Where rejected records go, and how many are too many. */
public record DeadLetterConfig(
        @Key(
                        doc =
                                "The directory, local, `s3://` or `gs://`, under which dead letters are written as NDJSON, exactly once, with the same checkpoint as the rows. Uses the output's S3 settings.",
                        example = "s3://lake/dead-letters/events")
                OutputPath path,
        @Key(
                        doc =
                                "A queue to which every dead letter is sent, too: at least once, with an id by which a repeated one is recognised.",
                        optional = true)
                SqsDeadLetterConfig sqs,
        @Key(doc = "When the share of rejected records stops the job.") BreakerConfig breaker)
        implements Serializable {}
