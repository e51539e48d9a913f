package io.millrace.job.aws;

import io.millrace.job.config.StreamName;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** Makes the SDK's clients of Kinesis. Making one sends no request. */
final class KinesisClients {

    private KinesisClients() {}

    /**
     * A client whose calls block and can be interrupted.
     *
     * @param stream the stream it is for, whose ARN may name the region
     * @param region the region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where the stream is served; null is AWS
     * @param connections how many calls may be under way at once
     */
    static KinesisClient blocking(StreamName stream, String region, URI endpoint, int connections) {
        return configure(KinesisClient.builder(), stream, region, endpoint)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(35)))
                .overrideConfiguration(quickAttempts(3)
                        .apiCallAttemptTimeout(Duration.ofSeconds(15))
                        .apiCallTimeout(Duration.ofSeconds(35))
                        .build())
                .build();
    }

    /**
     * A client for subscriptions, each of which is one call that stays open for minutes; so no call has a time limit, and
     * a caller watches over what arrives.
     *
     * @param stream the stream it is for, whose ARN may name the region
     * @param region the region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where the stream is served; null is AWS
     */
    static KinesisAsyncClient streaming(StreamName stream, String region, URI endpoint) {
        // Servers of tests have no TLS, and without TLS there is no HTTP/2.
        boolean plain = endpoint != null && "http".equals(endpoint.getScheme());
        return configure(KinesisAsyncClient.builder(), stream, region, endpoint)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(plain ? Protocol.HTTP1_1 : Protocol.HTTP2)
                        // Each shard of a reader has one open for as long as it is read.
                        .maxConcurrency(10_000)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                        // An idle shard sends an empty event every few seconds.
                        .readTimeout(Duration.ofSeconds(60)))
                .overrideConfiguration(quickAttempts(1).build())
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configure(
            B builder, StreamName stream, String region, URI endpoint) {
        AwsAccess access =
                AwsAccess.of(region != null ? region : stream.region().orElse(null), endpoint);
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder.region(access.region()).credentialsProvider(access.credentials());
    }

    /**
     * A few quick attempts after failures that are soon over; patience belongs to the caller, who can be stopped. A shard
     * that is at its limits is the caller's as a whole: the SDK would pause for seconds, in which other shards could be
     * read or written, and nobody would count it.
     */
    private static ClientOverrideConfiguration.Builder quickAttempts(int attempts) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(attempts)
                        .useClientDefaults(false)
                        .retryOnException(KinesisClients::soonOver)
                        .treatAsThrottling(KinesisClients::tooManyCalls)
                        .build());
    }

    private static boolean soonOver(Throwable error) {
        if (error instanceof ProvisionedThroughputExceededException) {
            return false;
        }
        return error instanceof SdkServiceException answer && answer.statusCode() >= 500
                || error instanceof ApiCallAttemptTimeoutException
                || error.getCause() instanceof IOException
                || error instanceof SdkException failure
                        && (RetryUtils.isRetryableException(failure) || RetryUtils.isClockSkewException(failure))
                || tooManyCalls(error);
    }

    private static boolean tooManyCalls(Throwable error) {
        return error instanceof LimitExceededException
                || error instanceof SdkException failure && RetryUtils.isThrottlingException(failure);
    }
}
