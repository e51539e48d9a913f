package io.millrace.job.testkit;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.ConsumerName;
import io.millrace.job.config.FanOutConfig;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.InitPosition;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.StreamName;
import io.millrace.job.config.Until;
import java.time.Duration;

/** Configurations of a Kinesis source with short times. */
public final class KinesisSourceConfigs {

    private KinesisSourceConfigs() {}

    /** Polls the stream {@code events}. */
    public static KinesisSourceConfig polling(OnGap onGap) {
        return config("trim-horizon", ReaderType.POLLING, null, onGap, null);
    }

    /** Polls the stream {@code events} up to a time. */
    public static KinesisSourceConfig bounded(Until until) {
        return config("trim-horizon", ReaderType.POLLING, null, OnGap.FAIL, until);
    }

    /** Reads the stream {@code events} through the consumer {@code reader}. */
    public static KinesisSourceConfig fanOut(Lifecycle lifecycle) {
        return fanOut(lifecycle, null);
    }

    /** Reads the stream {@code events} through the consumer {@code reader} up to a time. */
    public static KinesisSourceConfig fanOut(Lifecycle lifecycle, Until until) {
        FanOutConfig efo = new FanOutConfig(new ConsumerName("reader"), lifecycle);
        return config("trim-horizon", ReaderType.EFO, efo, OnGap.FAIL, until);
    }

    /** Polls the stream {@code events}, at first from a position on. */
    public static KinesisSourceConfig from(String initPosition) {
        return config(initPosition, ReaderType.POLLING, null, OnGap.FAIL, null);
    }

    private static KinesisSourceConfig config(
            String initPosition, ReaderType type, FanOutConfig efo, OnGap onGap, Until until) {
        return new KinesisSourceConfig(
                new StreamName("events"),
                null,
                null,
                InitPosition.parse(initPosition),
                until,
                type,
                efo,
                100,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                onGap,
                new RetryConfig(3, Duration.ofMillis(100), Duration.ofMillis(5000)),
                AwsClientConfig.USUAL);
    }
}
