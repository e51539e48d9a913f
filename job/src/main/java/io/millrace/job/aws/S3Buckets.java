package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.S3Config;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes factories of buckets. */
public final class S3Buckets {

    private S3Buckets() {}

    /** The buckets of a store. */
    public static S3Bucket.Factory of(S3Config config) {
        requireNonNull(config, "config");
        return name -> open(config, name);
    }

    private static S3Bucket open(S3Config config, String name) {
        AwsAccess access = AwsAccess.of(config.region(), config.endpoint());
        S3Client client = S3Client.builder()
                .region(access.region())
                .credentialsProvider(credentials(config, access))
                .applyMutation(builder -> access.endpoint().ifPresent(builder::endpointOverride))
                .forcePathStyle(config.pathStyle())
                // A bucket may be in another region than where the question is asked.
                .crossRegionAccessEnabled(config.endpoint() == null)
                .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(Duration.ofSeconds(10)).apiCallTimeout(Duration.ofSeconds(30)))
                .build();
        return new SdkS3Bucket(client, name);
    }

    private static AwsCredentialsProvider credentials(S3Config config, AwsAccess access) {
        return config.accessKey() == null
                ? access.credentials()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(config.accessKey(), config.secretKey()));
    }
}
