package io.millrace.job.aws;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.testkit.KinesisFault;

/** What a server answers so that a reading fails in a certain way. */
final class ReadFaults {

    private ReadFaults() {}

    /** One fault for each attempt that the client makes by itself. */
    static KinesisFault[] of(Kind kind) {
        return switch (kind) {
            case THROTTLED -> new KinesisFault[] {KinesisFault.THROTTLED};
            case EXPIRED_ITERATOR -> new KinesisFault[] {KinesisFault.EXPIRED_ITERATOR};
            case UNAVAILABLE ->
                new KinesisFault[] {KinesisFault.INTERNAL, KinesisFault.UNAVAILABLE, KinesisFault.ANSWER_LOST};
            case NOT_FOUND, ACCESS_DENIED, REFUSED ->
                throw new IllegalArgumentException("servers do that by themselves: " + kind);
        };
    }
}
