package io.millrace.job.testkit;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.SqsSourceConfig.Mode;
import java.net.URI;
import java.time.Duration;

/** A source's configuration with what a test wants to set, and otherwise short times. */
public final class SqsSourceConfigBuilder {

    private final QueueUrl queueUrl;
    private final URI endpoint;
    private Mode mode = Mode.CONTINUOUS;
    private int receives = 4;
    private int batchSize = 10;
    private Duration waitTime = Duration.ofSeconds(1);
    private Duration visibilityTimeout = Duration.ofSeconds(30);
    private Integer maxInFlight;
    private int deletes = 4;
    private Duration closeTimeout = Duration.ofSeconds(10);
    private RetryConfig retry = new RetryConfig(3, Duration.ofMillis(1), Duration.ofMillis(5));

    public SqsSourceConfigBuilder(QueueUrl queueUrl, URI endpoint) {
        this.queueUrl = queueUrl;
        this.endpoint = endpoint;
    }

    public SqsSourceConfigBuilder mode(Mode value) {
        mode = value;
        return this;
    }

    public SqsSourceConfigBuilder receives(int value) {
        receives = value;
        return this;
    }

    public SqsSourceConfigBuilder batchSize(int value) {
        batchSize = value;
        return this;
    }

    public SqsSourceConfigBuilder waitTime(Duration value) {
        waitTime = value;
        return this;
    }

    /** Null for the default. */
    public SqsSourceConfigBuilder visibilityTimeout(Duration value) {
        visibilityTimeout = value;
        return this;
    }

    public SqsSourceConfigBuilder maxInFlight(int value) {
        maxInFlight = value;
        return this;
    }

    public SqsSourceConfigBuilder deletes(int value) {
        deletes = value;
        return this;
    }

    public SqsSourceConfigBuilder closeTimeout(Duration value) {
        closeTimeout = value;
        return this;
    }

    public SqsSourceConfigBuilder retry(RetryConfig value) {
        retry = value;
        return this;
    }

    public SqsSourceConfig build() {
        return new SqsSourceConfig(
                queueUrl,
                null,
                endpoint,
                mode,
                receives,
                batchSize,
                waitTime,
                visibilityTimeout,
                maxInFlight,
                deletes,
                closeTimeout,
                Duration.ofMillis(200),
                retry,
                AwsClientConfig.USUAL);
    }
}
