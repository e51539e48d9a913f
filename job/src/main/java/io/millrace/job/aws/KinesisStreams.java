package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.StreamName;
import java.net.URI;

/** Makes factories of streams. */
public final class KinesisStreams {

    private static final int CONNECTIONS = 16;

    private KinesisStreams() {}

    /** The stream of a source. */
    public static KinesisStream.Factory of(KinesisSourceConfig source) {
        return new SdkFactory(
                source.stream(), access(source.stream(), source.region(), source.endpoint(), source.client()));
    }

    /** The stream of announcements. */
    public static KinesisStream.Factory of(KinesisAnnounceConfig announce) {
        return new SdkFactory(announce.stream(), access(announce));
    }

    /**
     * A stream.
     *
     * @param stream its name or ARN
     * @param region its region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where it is served; null is AWS
     */
    public static KinesisStream.Factory of(StreamName stream, String region, URI endpoint) {
        return new SdkFactory(stream, access(stream, region, endpoint, AwsClientConfig.USUAL));
    }

    static AwsAccess access(KinesisAnnounceConfig announce) {
        return access(announce.stream(), announce.region(), announce.endpoint(), announce.client());
    }

    static AwsAccess access(StreamName stream, String region, URI endpoint, AwsClientConfig client) {
        return AwsAccess.of(region != null ? region : stream.region().orElse(null), endpoint, client);
    }

    private record SdkFactory(StreamName stream, AwsAccess access) implements KinesisStream.Factory {

        SdkFactory {
            requireNonNull(stream, "stream");
            requireNonNull(access, "access");
        }

        @Override
        public KinesisStream open() {
            return new SdkKinesisStream(
                    stream, KinesisClients.blocking(access, CONNECTIONS), () -> KinesisClients.streaming(access));
        }
    }
}
