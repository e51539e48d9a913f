// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.S3Config;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code source.files.s3} or {@code output.files.s3}. */
public final class S3Builder extends SectionBuilder<S3Config> {

    S3Builder() {}

    /**
     * {@code endpoint}: Another endpoint than AWS's, for a compatible store. Example: {@code http://localhost:9000}.
     */
    public S3Builder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }

    /** {@code region}: The bucket's region. Example: {@code eu-west-1}. */
    public S3Builder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code path-style}: Whether the bucket stands in the path instead of in the host name. Default: {@code false}.
     */
    public S3Builder pathStyle(boolean pathStyle) {
        value("path-style", pathStyle);
        return this;
    }

    /** {@code access-key}: The access key, for stores that have their own; leave out on AWS. */
    public S3Builder accessKey(String accessKey) {
        value("access-key", accessKey);
        return this;
    }

    /** {@code secret-key}: The secret key that belongs to the access key. */
    public S3Builder secretKey(String secretKey) {
        value("secret-key", secretKey);
        return this;
    }

    /**
     * {@code encryption}: The encryption that S3 is asked for with each object: {@code sse-s3}, with keys of S3's, or
     * {@code sse-kms}. The bucket's own, when absent.
     */
    public S3Builder encryption(S3Config.Encryption encryption) {
        value("encryption", encryption);
        return this;
    }

    /**
     * {@code kms-key}: The KMS key of {@code sse-kms}, by its ARN or id; the account's key for S3, when absent.
     * Example: {@code arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab}.
     */
    public S3Builder kmsKey(String kmsKey) {
        value("kms-key", kmsKey);
        return this;
    }

    /** {@code retry}: How failed calls are repeated. As is best for outages of some minutes, when absent. */
    public S3Builder retry(Consumer<? super S3RetryBuilder> retry) {
        section("retry", new S3RetryBuilder(), retry);
        return this;
    }

    /** {@code retry}: How failed calls are repeated. As is best for outages of some minutes, when absent. */
    public S3Builder retry() {
        section("retry", new S3RetryBuilder(), retry -> {});
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public S3Builder client(Consumer<? super AwsClientBuilder> client) {
        section("client", new AwsClientBuilder(), client);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public S3Builder client() {
        section("client", new AwsClientBuilder(), client -> {});
        return this;
    }
}
