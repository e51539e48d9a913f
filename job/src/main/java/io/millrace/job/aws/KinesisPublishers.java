package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.StreamName;
import java.net.URI;

/** Makes factories of what puts records on streams. */
public final class KinesisPublishers {

    private KinesisPublishers() {}

    /**
     * A stream to write to.
     *
     * @param stream its name or ARN
     * @param region its region; null takes it from the ARN or from the usual AWS places
     * @param endpoint where it is served; null is AWS
     * @param calls how many calls may be under way at once
     */
    public static KinesisPublisher.Factory of(StreamName stream, String region, URI endpoint, int calls) {
        return new SdkFactory(stream, region, endpoint, calls);
    }

    private record SdkFactory(StreamName stream, String region, URI endpoint, int calls)
            implements KinesisPublisher.Factory {

        SdkFactory {
            requireNonNull(stream, "stream");
        }

        @Override
        public KinesisPublisher open() {
            return new SdkKinesisPublisher(stream, KinesisClients.blocking(stream, region, endpoint, calls));
        }
    }
}
