package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.StreamName;
import java.net.URI;

/** Makes factories of what puts records on streams. */
public final class KinesisPublishers {

    private KinesisPublishers() {}

    /**
     * The stream of announcements.
     *
     * @param calls how many calls may be under way at once
     */
    public static KinesisPublisher.Factory of(KinesisAnnounceConfig announce, int calls) {
        return new SdkFactory(announce.stream(), KinesisStreams.access(announce), calls);
    }

    /**
     * A stream to write to.
     *
     * @param stream its name or ARN
     * @param region its region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where it is served; null is AWS
     * @param calls how many calls may be under way at once
     */
    public static KinesisPublisher.Factory of(StreamName stream, String region, URI endpoint, int calls) {
        return new SdkFactory(stream, KinesisStreams.access(stream, region, endpoint, AwsClientConfig.USUAL), calls);
    }

    private record SdkFactory(StreamName stream, AwsAccess access, int calls) implements KinesisPublisher.Factory {

        SdkFactory {
            requireNonNull(stream, "stream");
            requireNonNull(access, "access");
        }

        @Override
        public KinesisPublisher open() {
            return new SdkKinesisPublisher(stream, KinesisClients.blocking(access, calls));
        }
    }
}
