package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.StreamName;
import java.net.URI;

/** Makes factories of streams. */
public final class KinesisStreams {

    private static final int CONNECTIONS = 16;

    private KinesisStreams() {}

    /** The stream of a source. */
    public static KinesisStream.Factory of(KinesisSourceConfig source) {
        return of(source.stream(), source.region(), source.endpoint());
    }

    /**
     * A stream.
     *
     * @param stream its name or ARN
     * @param region its region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where it is served; null is AWS
     */
    public static KinesisStream.Factory of(StreamName stream, String region, URI endpoint) {
        return new SdkFactory(stream, region, endpoint);
    }

    private record SdkFactory(StreamName stream, String region, URI endpoint) implements KinesisStream.Factory {

        SdkFactory {
            requireNonNull(stream, "stream");
        }

        @Override
        public KinesisStream open() {
            return new SdkKinesisStream(
                    stream,
                    KinesisClients.blocking(stream, region, endpoint, CONNECTIONS),
                    () -> KinesisClients.streaming(stream, region, endpoint));
        }
    }
}
