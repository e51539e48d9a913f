// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What is said of {@code source.sqs.client} or {@code source.kinesis.client} or {@code source.files.s3.client} or
 * {@code output.files.s3.client} or {@code announce.kinesis.client} or {@code dead-letter.sqs.client}.
 */
public final class AwsClientBuilder extends SectionBuilder<AwsClientConfig> {

    AwsClientBuilder() {}

    /**
     * {@code profile}: The profile, of AWS's configuration and credentials files, whose credentials are used. Those of
     * the usual AWS places, when absent. Example: {@code ingest}.
     */
    public AwsClientBuilder profile(String profile) {
        value("profile", profile);
        return this;
    }

    /** {@code assume-role}: A role to assume with those credentials. */
    public AwsClientBuilder assumeRole(Consumer<? super AssumeRoleBuilder> assumeRole) {
        section("assume-role", new AssumeRoleBuilder(), assumeRole);
        return this;
    }

    /**
     * {@code proxy}: An HTTP proxy for the requests, and for those with which a role is assumed. What the environment
     * says of proxies, when absent.
     */
    public AwsClientBuilder proxy(Consumer<? super ProxyBuilder> proxy) {
        section("proxy", new ProxyBuilder(), proxy);
        return this;
    }

    /**
     * {@code connect-timeout}: How long a connection may take to be made. Default: 5 s; for S3 50 s. Between 10 ms and
     * 10 min.
     */
    public AwsClientBuilder connectTimeout(Duration connectTimeout) {
        value("connect-timeout", connectTimeout);
        return this;
    }

    /**
     * {@code read-timeout}: How long a connection may be silent while an answer is awaited, beyond the wait of a long
     * poll. Default: 15 s; for Kinesis 35 s, for its enhanced fan-out 60 s, for S3 60 s. Between 10 ms and 1 h.
     */
    public AwsClientBuilder readTimeout(Duration readTimeout) {
        value("read-timeout", readTimeout);
        return this;
    }

    /**
     * {@code attempt-timeout}: How long one attempt of a call may take, beyond the wait of a long poll. Default: 10 s;
     * for Kinesis 15 s, for S3 without limit. Enhanced fan-out, whose calls stay open, has none. Between 10 ms and 1 h.
     */
    public AwsClientBuilder attemptTimeout(Duration attemptTimeout) {
        value("attempt-timeout", attemptTimeout);
        return this;
    }

    /**
     * {@code call-timeout}: How long a call may take with the few quick attempts that the client makes by itself,
     * beyond the wait of a long poll. Default: 35 s, or twice the attempt's when that is longer. S3 has none, and
     * refuses it. Between 10 ms and 1 h.
     */
    public AwsClientBuilder callTimeout(Duration callTimeout) {
        value("call-timeout", callTimeout);
        return this;
    }

    /**
     * {@code max-connections}: How many connections the client keeps open at most, in each parallel instance. Default:
     * as many as the component makes calls at once; for S3 96. Between 1 and 10000.
     */
    public AwsClientBuilder maxConnections(int maxConnections) {
        value("max-connections", maxConnections);
        return this;
    }
}
