package io.millrace.job.config;

import java.io.Serializable;

/** The kind of source; exactly one. */
@OneOf
public record SourceConfig(
        @Key(doc = "Messages of an SQS queue, standard or FIFO.", optional = true) SqsSourceConfig sqs,
        @Key(doc = "Records of a Kinesis data stream.", optional = true) KinesisSourceConfig kinesis,
        @Key(doc = "Files of newline-delimited records, read once, to their end.", optional = true)
                FilesSourceConfig files)
        implements Serializable {}
