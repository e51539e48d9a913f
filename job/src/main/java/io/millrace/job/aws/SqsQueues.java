package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.config.SqsSourceConfig;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes factories of queues. */
public final class SqsQueues {

    /** The connections that lease extensions, eight at once, and the queue's counters need beside receives and deletes. */
    private static final int SPARE_CONNECTIONS = 12;

    private SqsQueues() {}

    /** The queue of a source. */
    public static SqsQueue.Factory of(SqsSourceConfig source) {
        return new SdkFactory(
                source.queueUrl(),
                source.region(),
                source.endpoint(),
                source.receives() + source.deletes() + SPARE_CONNECTIONS);
    }

    /** The queue of dead letters. */
    public static SqsQueue.Factory of(SqsDeadLetterConfig letters) {
        return of(letters.queueUrl(), letters.region(), letters.endpoint());
    }

    /**
     * A queue.
     *
     * @param url its URL
     * @param region its region; null takes it from the URL or from the usual AWS places
     * @param endpoint where it is served; null is AWS, or the server in the URL when that is not AWS's
     */
    public static SqsQueue.Factory of(QueueUrl url, String region, URI endpoint) {
        return new SdkFactory(url, region, endpoint, 50);
    }

    private record SdkFactory(QueueUrl url, String region, URI endpoint, int connections) implements SqsQueue.Factory {

        SdkFactory {
            requireNonNull(url, "url");
        }

        @Override
        public SqsQueue open() {
            AwsAccess access = AwsAccess.of(url, region, endpoint);
            SqsClient client = SqsClient.builder()
                    .region(access.region())
                    .credentialsProvider(access.credentials())
                    .applyMutation(builder -> access.endpoint().ifPresent(builder::endpointOverride))
                    .httpClientBuilder(ApacheHttpClient.builder()
                            .maxConnections(connections)
                            .connectionTimeout(Duration.ofSeconds(5))
                            .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                            // Above the longest long poll; shorter limits stand at the calls.
                            .socketTimeout(Duration.ofSeconds(35)))
                    .overrideConfiguration(override -> override.apiCallAttemptTimeout(Duration.ofSeconds(10))
                            .apiCallTimeout(Duration.ofSeconds(35))
                            // A few quick attempts; patience belongs to the caller, who can be stopped.
                            .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                    .maxAttempts(3)
                                    .build()))
                    .build();
            return new SdkSqsQueue(client, url);
        }
    }
}
