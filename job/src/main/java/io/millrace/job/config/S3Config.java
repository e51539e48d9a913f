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
        @Key(doc = "The secret key that belongs to the access key.", optional = true, secret = true) String secretKey)
        implements Serializable {

    /** S3 itself, with what the environment says. */
    public static final S3Config AWS = new S3Config(null, null, false, null, null);

    public S3Config {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("expected access-key and secret-key together, but got only "
                    + (accessKey == null ? "secret-key" : "access-key"));
        }
    }

    /** Without the secret key. */
    @Override
    public String toString() {
        return "S3Config[endpoint=" + endpoint + ", region=" + region + ", pathStyle=" + pathStyle + ", accessKey="
                + accessKey + ", secretKey=" + (secretKey == null ? null : "***") + "]";
    }
}
