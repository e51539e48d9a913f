package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.config.SqsSourceConfig;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes factories of queues. */
public final class SqsQueues {

    private static final int CONNECTIONS = 50;

    /** The longest that SQS holds a receive open; the times of a client are beyond it. */
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    private SqsQueues() {}

    /** The queue of a source. */
    public static SqsQueue.Factory of(SqsSourceConfig source) {
        return factory(
                source.queueUrl(), source.region(), source.endpoint(), source.client(), source.leastConnections());
    }

    /** The queue of dead letters. */
    public static SqsQueue.Factory of(SqsDeadLetterConfig letters) {
        return of(letters.queueUrl(), letters.region(), letters.endpoint(), letters.client());
    }

    /**
     * A queue.
     *
     * @param url its URL
     * @param region its region; null takes it from the URL or from the usual AWS places
     * @param endpoint where it is served; null is AWS, or the server in the URL when that is not AWS's
     */
    public static SqsQueue.Factory of(QueueUrl url, String region, URI endpoint) {
        return of(url, region, endpoint, AwsClientConfig.USUAL);
    }

    /** The same, with a client of its own. */
    public static SqsQueue.Factory of(QueueUrl url, String region, URI endpoint, AwsClientConfig client) {
        return factory(url, region, endpoint, client, CONNECTIONS);
    }

    private static SqsQueue.Factory factory(
            QueueUrl url, String region, URI endpoint, AwsClientConfig client, int connections) {
        ClientLimits usual = new ClientLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(35),
                connections);
        return new SdkFactory(url, AwsAccess.of(url, region, endpoint, client), usual.with(client));
    }

    private record SdkFactory(QueueUrl url, AwsAccess access, ClientLimits limits) implements SqsQueue.Factory {

        SdkFactory {
            requireNonNull(url, "url");
        }

        @Override
        public SqsQueue open() {
            ClientLimits http = new ClientLimits(
                    limits.connect(),
                    limits.read().plus(LONG_POLL),
                    limits.attempt(),
                    limits.call(),
                    limits.connections());
            SqsClient client = access.tell(SqsClient.builder())
                    .httpClientBuilder(
                            HttpClients.blocking(http, access.client().proxy()))
                    .overrideConfiguration(override -> override.apiCallAttemptTimeout(limits.attempt())
                            .apiCallTimeout(limits.call())
                            .retryStrategy(QuickAttempts.usual()))
                    .build();
            return new SdkSqsQueue(client, url, limits);
        }
    }
}
