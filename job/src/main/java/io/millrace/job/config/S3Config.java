package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;

/** An S3 API. Credentials come from the usual AWS places unless given here. */
public record S3Config(
        @Key(
                        doc = "Another endpoint than AWS's, for a compatible store.",
                        optional = true,
                        example = "http://localhost:9000")
                URI endpoint,
        @Key(doc = "The bucket's region.", optional = true, example = "eu-west-1") String region,
        @Key(doc = "Whether the bucket stands in the path instead of in the host name.", value = "false")
                boolean pathStyle,
        @Key(doc = "The access key, for stores that have their own; leave out on AWS.", optional = true)
                String accessKey,
        @Key(doc = "The secret key that belongs to the access key.", optional = true, secret = true) String secretKey,
        @Key(
                        doc =
                                "The encryption that S3 is asked for with each object: `sse-s3`, with keys of S3's, or `sse-kms`. The bucket's own, when absent.",
                        optional = true)
                Encryption encryption,
        @Key(
                        doc = "The KMS key of `sse-kms`, by its ARN or id; the account's key for S3, when absent.",
                        optional = true,
                        example = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                String kmsKey,
        @Key(
                        doc = "How failed calls are repeated. As is best for outages of some minutes, when absent.",
                        optional = true)
                S3RetryConfig retry,
        @Key(doc = "How requests are made: as whom, by which way, how patiently.") AwsClientConfig client)
        implements Serializable {

    /** What S3 encrypts objects with. */
    public enum Encryption {
        SSE_S3,
        SSE_KMS
    }

    /** S3 itself, with what the environment says. */
    public static final S3Config AWS = new S3Config(null, null, false, null, null, null, null);

    public S3Config {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("expected access-key and secret-key together, but got only "
                    + (accessKey == null ? "secret-key" : "access-key"));
        }
        if (encryption == Encryption.SSE_KMS && isPlain(endpoint)) {
            throw new IllegalArgumentException(
                    "expected an https endpoint beside sse-kms, because the client speaks of keys"
                            + " over nothing else, but got '" + endpoint + "'");
        }
        if (kmsKey != null && encryption != Encryption.SSE_KMS) {
            throw new IllegalArgumentException("expected encryption to be sse-kms beside kms-key, but it is "
                    + (encryption == null ? "not given" : "sse-s3"));
        }
        if (client.profile() != null && accessKey != null) {
            throw new IllegalArgumentException("expected either access-key or client.profile, but got both");
        }
    }

    /** With the client and the patience that S3 usually has. */
    public S3Config(
            URI endpoint,
            String region,
            boolean pathStyle,
            String accessKey,
            String secretKey,
            Encryption encryption,
            String kmsKey) {
        this(endpoint, region, pathStyle, accessKey, secretKey, encryption, kmsKey, null, AwsClientConfig.USUAL);
    }

    private static boolean isPlain(URI endpoint) {
        return endpoint != null && "http".equalsIgnoreCase(endpoint.getScheme());
    }

    /** Without the secret key. */
    @Override
    public String toString() {
        return "S3Config[endpoint=" + endpoint + ", region=" + region + ", pathStyle=" + pathStyle + ", accessKey="
                + accessKey + ", secretKey=" + EffectiveConfig.masked(secretKey) + ", encryption=" + encryption
                + ", kmsKey=" + kmsKey + ", retry=" + retry + ", client=" + client + "]";
    }
}
