// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/** What is said of {@code source.kinesis}. */
public final class KinesisSourceBuilder extends SectionBuilder<KinesisSourceConfig> {

    KinesisSourceBuilder() {}

    /**
     * {@code stream}: The stream's name or its ARN. A stream of another account needs the ARN. Required. Example:
     * {@code arn:aws:kinesis:eu-west-1:123456789012:stream/events}.
     */
    public KinesisSourceBuilder stream(String stream) {
        value("stream", stream);
        return this;
    }

    /**
     * {@code region}: The stream's AWS region. Taken from the ARN when one is given, otherwise from the usual AWS
     * places. Example: {@code eu-west-1}.
     */
    public KinesisSourceBuilder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code endpoint}: Another endpoint than AWS's, for a compatible server. Example: {@code http://localhost:4567}.
     */
    public KinesisSourceBuilder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }

    /**
     * {@code init-position}: Where the first run begins: {@code trim-horizon} is the oldest record that the stream has,
     * {@code latest} what arrives after the first start, a time what arrived then or later. Later runs go on where
     * their checkpoint ends. Default: {@code trim-horizon}.
     */
    public KinesisSourceBuilder initPosition(String initPosition) {
        value("init-position", initPosition);
        return this;
    }

    /**
     * {@code until}: Ends the run when everything is read that had arrived by a time, or by the {@code start} of the
     * run. Without it the run goes on until it is stopped. Example: {@code start}.
     */
    public KinesisSourceBuilder until(String until) {
        value("until", until);
        return this;
    }

    /**
     * {@code reader-type}: {@code polling} asks each shard for records and shares its 2 MiB and 5 calls a second with
     * all other readers; {@code efo} (enhanced fan-out) has 2 MiB a second of each shard pushed to a consumer of its
     * own, at a price. Default: {@code polling}.
     */
    public KinesisSourceBuilder readerType(KinesisSourceConfig.ReaderType readerType) {
        value("reader-type", readerType);
        return this;
    }

    /** {@code efo}: The consumer of enhanced fan-out. */
    public KinesisSourceBuilder efo(Consumer<? super FanOutBuilder> efo) {
        section("efo", new FanOutBuilder(), efo);
        return this;
    }

    /**
     * {@code max-record-count}: How many records one call of {@code polling} asks for. Between 1 and 10000. Default:
     * {@code 10000}.
     */
    public KinesisSourceBuilder maxRecordCount(int maxRecordCount) {
        value("max-record-count", maxRecordCount);
        return this;
    }

    /**
     * {@code get-records-interval}: The least time between two calls of {@code polling} for the same shard. Kinesis
     * allows five a second, for all readers together. Between 1 ms and 5 min. Default: {@code 200 ms}.
     */
    public KinesisSourceBuilder getRecordsInterval(Duration getRecordsInterval) {
        value("get-records-interval", getRecordsInterval);
        return this;
    }

    /**
     * {@code idle-interval}: The time until the next call of {@code polling} for a shard that had no record. Between 1
     * ms and 5 min. Default: {@code 1 s}.
     */
    public KinesisSourceBuilder idleInterval(Duration idleInterval) {
        value("idle-interval", idleInterval);
        return this;
    }

    /**
     * {@code discovery-interval}: How often the stream is asked for shards that splits and merges have made. Between
     * 100 ms and 1 h. Default: {@code 10 s}.
     */
    public KinesisSourceBuilder discoveryInterval(Duration discoveryInterval) {
        value("discovery-interval", discoveryInterval);
        return this;
    }

    /**
     * {@code on-gap}: What happens when records have left the stream before they were read, because the job stood still
     * for longer than the stream's retention or a shard is gone: {@code fail} stops the job and says between which
     * sequence numbers; {@code continue} says the same in the log, counts it in the metric {@code gaps}, announces it
     * in the commit log of a pipeline with {@code announce}, and reads what is left. Default: {@code fail}.
     */
    public KinesisSourceBuilder onGap(KinesisSourceConfig.OnGap onGap) {
        value("on-gap", onGap);
        return this;
    }

    /**
     * {@code retry}: How failed calls are repeated. A shard at its limits is asked again for as long as it takes, with
     * the same pauses.
     */
    public KinesisSourceBuilder retry(Consumer<? super RetryBuilder> retry) {
        section("retry", new RetryBuilder(), retry);
        return this;
    }

    /**
     * {@code retry}: How failed calls are repeated. A shard at its limits is asked again for as long as it takes, with
     * the same pauses.
     */
    public KinesisSourceBuilder retry() {
        section("retry", new RetryBuilder(), retry -> {});
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public KinesisSourceBuilder client(Consumer<? super AwsClientBuilder> client) {
        section("client", new AwsClientBuilder(), client);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public KinesisSourceBuilder client() {
        section("client", new AwsClientBuilder(), client -> {});
        return this;
    }
}
