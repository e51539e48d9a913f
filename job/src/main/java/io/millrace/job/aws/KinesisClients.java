package io.millrace.job.aws;

import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** Makes the SDK's clients of Kinesis. Making one sends no request. */
final class KinesisClients {

    private KinesisClients() {}

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(35);

    /** Each shard of a reader has one open for as long as it is read. */
    private static final int SUBSCRIPTIONS = 10_000;

    /**
     * A client whose calls block and can be interrupted.
     *
     * @param access to the stream
     * @param calls how many calls may be under way at once, unless that is configured
     */
    static KinesisClient blocking(AwsAccess access, int calls) {
        ClientLimits limits =
                new ClientLimits(CONNECT, Duration.ofSeconds(35), ATTEMPT, CALL, calls).with(access.client());
        return access.tell(KinesisClient.builder())
                .httpClientBuilder(HttpClients.blocking(limits, access.client().proxy()))
                .overrideConfiguration(quickAttempts(3)
                        .apiCallAttemptTimeout(limits.attempt())
                        .apiCallTimeout(limits.call())
                        .build())
                .build();
    }

    /**
     * A client for subscriptions, each of which is one call that stays open for minutes; so no call has a time limit, and
     * a caller watches over what arrives.
     *
     * @param access to the stream
     */
    static KinesisAsyncClient streaming(AwsAccess access) {
        // Servers of tests have no TLS, and without TLS there is no HTTP/2.
        boolean plain = access.endpoint()
                .filter(endpoint -> "http".equals(endpoint.getScheme()))
                .isPresent();
        // An idle shard sends an empty event every few seconds.
        ClientLimits usual = new ClientLimits(CONNECT, Duration.ofSeconds(60), ATTEMPT, CALL, SUBSCRIPTIONS);
        ClientLimits wanted = usual.with(access.client());
        // What is configured is meant for calls that end; subscriptions are as many as there are shards.
        ClientLimits limits =
                new ClientLimits(wanted.connect(), wanted.read(), wanted.attempt(), wanted.call(), SUBSCRIPTIONS);
        return access.tell(KinesisAsyncClient.builder())
                .httpClientBuilder(HttpClients.streaming(
                        limits,
                        plain ? Protocol.HTTP1_1 : Protocol.HTTP2,
                        access.client().proxy()))
                .overrideConfiguration(quickAttempts(1).build())
                .build();
    }

    /**
     * A few quick attempts after failures that are soon over; patience belongs to the caller, who can be stopped. A shard
     * that is at its limits is the caller's as a whole: the SDK would pause for seconds, in which other shards could be
     * read or written, and nobody would count it.
     */
    private static ClientOverrideConfiguration.Builder quickAttempts(int attempts) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(QuickAttempts.builder(attempts)
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
