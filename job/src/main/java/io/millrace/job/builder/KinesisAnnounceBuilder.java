// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code announce.kinesis}. */
public final class KinesisAnnounceBuilder extends SectionBuilder<KinesisAnnounceConfig> {

    KinesisAnnounceBuilder() {}

    /** {@code stream}: The stream's name, or its ARN. Required. Example: {@code file-commits}. */
    public KinesisAnnounceBuilder stream(String stream) {
        value("stream", stream);
        return this;
    }

    /**
     * {@code region}: The stream's region. Taken from the stream's ARN, otherwise from the usual AWS places. Example:
     * {@code eu-west-1}.
     */
    public KinesisAnnounceBuilder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code endpoint}: Another endpoint than AWS's, for a compatible server. Example: {@code http://localhost:4567}.
     */
    public KinesisAnnounceBuilder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }

    /**
     * {@code distribution-factor}: How many partition keys, evenly spaced over the stream's hash keys, files are spread
     * over; at least as many as the stream has shards. A file always has the same. Between 1 and 10000. Default: {@code
     * 4}.
     */
    public KinesisAnnounceBuilder distributionFactor(int distributionFactor) {
        value("distribution-factor", distributionFactor);
        return this;
    }

    /**
     * {@code log-group-id}: What partition keys and the names of large payloads begin with. Default: the pipeline's
     * name. Example: {@code clickstream}.
     */
    public KinesisAnnounceBuilder logGroupId(String logGroupId) {
        value("log-group-id", logGroupId);
        return this;
    }

    /** {@code account-id}: The account that every announcement names; none by default. */
    public KinesisAnnounceBuilder accountId(String accountId) {
        value("account-id", accountId);
        return this;
    }

    /**
     * {@code large-payload-threshold}: An announcement that is larger than this when compressed goes to an object, and
     * the stream gets the object's name. Between 1 KiB and 1023 KiB. Default: {@code 900 KiB}.
     */
    public KinesisAnnounceBuilder largePayloadThreshold(ByteSize largePayloadThreshold) {
        value("large-payload-threshold", largePayloadThreshold);
        return this;
    }

    /**
     * {@code large-payload-path}: The directory for such objects. Default: {@code _commits/payloads} below the output's
     * path. Example: {@code s3://lake/payloads}.
     */
    public KinesisAnnounceBuilder largePayloadPath(String largePayloadPath) {
        value("large-payload-path", largePayloadPath);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public KinesisAnnounceBuilder client(Consumer<? super AwsClientBuilder> client) {
        section("client", new AwsClientBuilder(), client);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public KinesisAnnounceBuilder client() {
        section("client", new AwsClientBuilder(), client -> {});
        return this;
    }
}
