package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Backoff;
import io.millrace.job.config.KinesisSourceConfig;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Makes what the reading of a shard needs. */
final class ShardCursors {

    private final KinesisSourceConfig config;
    private final long untilMillis;
    private final KinesisSourceMetrics metrics;
    private final Gaps gaps;
    private final Aggregation aggregation = new Aggregation();

    /**
     * @param config the source's
     * @param untilMillis the last time of arrival to read, milliseconds since the epoch; {@link Long#MAX_VALUE} for all
     * @param metrics of the reader
     */
    ShardCursors(KinesisSourceConfig config, long untilMillis, KinesisSourceMetrics metrics) {
        this.config = requireNonNull(config, "config");
        this.untilMillis = untilMillis;
        this.metrics = requireNonNull(metrics, "metrics");
        this.gaps = new Gaps(config.stream(), config.onGap(), metrics::gap);
    }

    /** @param retention how long the stream keeps records */
    ShardCursor cursor(KinesisSplit split, Duration retention) {
        return new ShardCursor(config.stream(), split, retention, untilMillis, aggregation, metrics, gaps);
    }

    Pace pace() {
        return new Pace(
                config.getRecordsInterval(),
                config.idleInterval(),
                new Backoff(config.retry(), ThreadLocalRandom.current()::nextDouble));
    }

    KinesisSourceConfig config() {
        return config;
    }

    KinesisSourceMetrics metrics() {
        return metrics;
    }
}
