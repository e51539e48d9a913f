package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;

/** A Kinesis stream on which files are announced. */
public record KinesisAnnounceConfig(
        @Key(doc = "The stream's name, or its ARN.", example = "file-commits") StreamName stream,
        @Key(
                        doc = "The stream's region. Taken from the stream's ARN, otherwise from the usual AWS places.",
                        optional = true,
                        example = "eu-west-1")
                String region,
        @Key(
                        doc = "Another endpoint than AWS's, for a compatible server.",
                        optional = true,
                        example = "http://localhost:4567")
                URI endpoint,
        @Key(
                        doc =
                                "How many partition keys, evenly spaced over the stream's hash keys, files are spread over; at least as many as the stream has shards. A file always has the same.",
                        value = "4",
                        min = "1",
                        max = "10000")
                int distributionFactor,
        @Key(
                        doc =
                                "What partition keys and the names of large payloads begin with. Default: the pipeline's name.",
                        optional = true,
                        example = "clickstream")
                String logGroupId,
        @Key(doc = "The account that every announcement names; none by default.", optional = true) String accountId,
        @Key(
                        doc =
                                "An announcement that is larger than this when compressed goes to an object, and the stream gets the object's name.",
                        value = "900 KiB",
                        min = "1 KiB",
                        max = "1023 KiB")
                ByteSize largePayloadThreshold,
        @Key(
                        doc = "The directory for such objects. Default: `_commits/payloads` below the output's path.",
                        optional = true,
                        example = "s3://lake/payloads")
                OutputPath largePayloadPath,
        @Key(doc = "How requests are made: as whom, by which way, how patiently.") AwsClientConfig client)
        implements Serializable {}
