package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.S3Config;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes factories of buckets. */
public final class S3Buckets {

    /** Somebody waits for the answers. */
    private static final ClientLimits USUAL = new ClientLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), 10);

    private S3Buckets() {}

    /** The buckets of a store. */
    public static S3Bucket.Factory of(S3Config config) {
        requireNonNull(config, "config");
        return name -> open(config, name);
    }

    private static S3Bucket open(S3Config config, String name) {
        AwsAccess access = AwsAccess.of(config.region(), config.endpoint(), config.client());
        ClientLimits limits = USUAL.with(config.client());
        S3Client client = S3Client.builder()
                .region(access.region())
                .credentialsProvider(Credentials.of(config))
                .applyMutation(builder -> access.endpoint().ifPresent(builder::endpointOverride))
                .forcePathStyle(config.pathStyle())
                // A bucket may be in another region than where the question is asked.
                .crossRegionAccessEnabled(config.endpoint() == null)
                .httpClientBuilder(HttpClients.blocking(limits, config.client().proxy()))
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(limits.attempt()).apiCallTimeout(limits.call()))
                .build();
        return new SdkS3Bucket(client, name);
    }
}
