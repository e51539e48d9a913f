package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/** A Kinesis data stream as the source. */
public record KinesisSourceConfig(
        @Key(
                        doc = "The stream's name or its ARN. A stream of another account needs the ARN.",
                        example = "arn:aws:kinesis:eu-west-1:123456789012:stream/events")
                StreamName stream,
        @Key(
                        doc =
                                "The stream's AWS region. Taken from the ARN when one is given, otherwise from the usual AWS places.",
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
                                "Where the first run begins: `trim-horizon` is the oldest record that the stream has, `latest` what arrives after the first start, a time what arrived then or later. Later runs go on where their checkpoint ends.",
                        value = "trim-horizon")
                InitPosition initPosition,
        @Key(
                        doc =
                                "Ends the run when everything is read that had arrived by a time, or by the `start` of the run. Without it the run goes on until it is stopped.",
                        optional = true,
                        example = "start")
                Until until,
        @Key(
                        doc =
                                "`polling` asks each shard for records and shares its 2 MiB and 5 calls a second with all other readers; `efo` (enhanced fan-out) has 2 MiB a second of each shard pushed to a consumer of its own, at a price.",
                        value = "polling")
                ReaderType readerType,
        @Key(doc = "The consumer of enhanced fan-out.", optional = true) FanOutConfig efo,
        @Key(doc = "How many records one call of `polling` asks for.", value = "10000", min = "1", max = "10000")
                int maxRecordCount,
        @Key(
                        doc =
                                "The least time between two calls of `polling` for the same shard. Kinesis allows five a second, for all readers together.",
                        value = "200 ms",
                        min = "1 ms",
                        max = "5 min")
                Duration getRecordsInterval,
        @Key(
                        doc = "The time until the next call of `polling` for a shard that had no record.",
                        value = "1 s",
                        min = "1 ms",
                        max = "5 min")
                Duration idleInterval,
        @Key(
                        doc = "How often the stream is asked for shards that splits and merges have made.",
                        value = "10 s",
                        min = "100 ms",
                        max = "1 h")
                Duration discoveryInterval,
        @Key(
                        doc =
                                "What happens when records have left the stream before they were read, because the job stood still for longer than the stream's retention or a shard is gone: `fail` stops the job and says between which sequence numbers; `continue` says the same in the log, counts it in the metric `gaps`, announces it in the commit log of a pipeline with `announce`, and reads what is left.",
                        value = "fail")
                OnGap onGap,
        @Key(
                        doc =
                                "How failed calls are repeated. A shard at its limits is asked again for as long as it takes, with the same pauses.")
                RetryConfig retry,
        @Key(doc = "How requests are made: as whom, by which way, how patiently.") AwsClientConfig client)
        implements Serializable {

    /** How records come. */
    public enum ReaderType {
        POLLING,
        EFO
    }

    /** What follows from a loss. */
    public enum OnGap {
        FAIL,
        CONTINUE
    }
}
