package io.millrace.job.config;

import java.io.Serializable;

/** The kind of source; exactly one. */
@OneOf
public record SourceConfig(
        @Key(doc = "Messages of an SQS queue, standard or FIFO.", optional = true) SqsSourceConfig sqs)
        implements Serializable {}
