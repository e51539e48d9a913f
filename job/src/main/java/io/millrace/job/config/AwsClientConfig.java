package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a client makes its requests: as whom, by which way, how patiently, and how many at once. The same keys wherever there
 * is a client; what is null is the component's usual value.
 */
public record AwsClientConfig(
        @Key(
                        doc =
                                "The profile, of AWS's configuration and credentials files, whose credentials are used. Those of the usual AWS places, when absent.",
                        optional = true,
                        example = "ingest")
                String profile,
        @Key(doc = "A role to assume with those credentials.", optional = true) AssumeRoleConfig assumeRole,
        @Key(
                        doc =
                                "An HTTP proxy for the requests, and for those with which a role is assumed. What the environment says of proxies, when absent.",
                        optional = true)
                ProxyConfig proxy,
        @Key(
                        doc = "How long a connection may take to be made. Default: 5 s; for S3 50 s.",
                        optional = true,
                        min = "10 ms",
                        max = "10 min")
                Duration connectTimeout,
        @Key(
                        doc =
                                "How long a connection may be silent while an answer is awaited, beyond the wait of a long poll. Default: 15 s; for Kinesis 35 s, for its enhanced fan-out 60 s, for S3 60 s.",
                        optional = true,
                        min = "10 ms",
                        max = "1 h")
                Duration readTimeout,
        @Key(
                        doc =
                                "How long one attempt of a call may take, beyond the wait of a long poll. Default: 10 s; for Kinesis 15 s, for S3 without limit. Enhanced fan-out, whose calls stay open, has none.",
                        optional = true,
                        min = "10 ms",
                        max = "1 h")
                Duration attemptTimeout,
        @Key(
                        doc =
                                "How long a call may take with the few quick attempts that the client makes by itself, beyond the wait of a long poll. Default: 35 s, or twice the attempt's when that is longer. S3 has none, and refuses it.",
                        optional = true,
                        min = "10 ms",
                        max = "1 h")
                Duration callTimeout,
        @Key(
                        doc =
                                "How many connections the client keeps open at most, in each parallel instance. Default: as many as the component makes calls at once; for S3 96.",
                        optional = true,
                        min = "1",
                        max = "10000")
                Integer maxConnections)
        implements Serializable {

    /** As the component usually does. */
    public static final AwsClientConfig USUAL = new AwsClientConfig(null, null, null, null, null, null, null, null);

    public AwsClientConfig {
        if (attemptTimeout != null && callTimeout != null && callTimeout.compareTo(attemptTimeout) < 0) {
            throw new IllegalArgumentException("expected call-timeout to be at least attempt-timeout, but "
                    + Durations.format(callTimeout) + " is less than " + Durations.format(attemptTimeout));
        }
    }
}
