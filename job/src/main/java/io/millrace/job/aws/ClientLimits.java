package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * How patient a client is, and how much it does at once.
 *
 * @param connect until a connection is there
 * @param read without a byte
 * @param attempt for one attempt of a call
 * @param call for a call with all its quick attempts; never less than {@code attempt}
 * @param connections how many may be open
 */
record ClientLimits(Duration connect, Duration read, Duration attempt, Duration call, int connections)
        implements Serializable {

    ClientLimits {
        requireNonNull(connect, "connect");
        requireNonNull(read, "read");
        requireNonNull(attempt, "attempt");
        if (call.compareTo(attempt) < 0) {
            throw new IllegalArgumentException("a call's " + call + " is less than an attempt's " + attempt);
        }
    }

    /** These, where nothing else is configured; one of attempt and call moves the other where it must. */
    ClientLimits with(AwsClientConfig config) {
        Duration wantedAttempt = config.attemptTimeout() == null ? attempt : config.attemptTimeout();
        Duration wantedCall =
                config.callTimeout() == null ? longer(call, wantedAttempt.multipliedBy(2)) : config.callTimeout();
        return new ClientLimits(
                config.connectTimeout() == null ? connect : config.connectTimeout(),
                config.readTimeout() == null ? read : config.readTimeout(),
                wantedAttempt.compareTo(wantedCall) < 0 ? wantedAttempt : wantedCall,
                wantedCall,
                config.maxConnections() == null ? connections : config.maxConnections());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
