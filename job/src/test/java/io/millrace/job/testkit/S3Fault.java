package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What becomes of a call that {@link FaultyS3} does not just pass on. */
public sealed interface S3Fault {

    /** The connection ends, and S3 has not heard of the call. */
    S3Fault GONE = new Gone();

    /** The call is done, and the connection ends before its answer. */
    S3Fault ANSWER_LOST = new CutOff(Duration.ZERO);

    /** More calls than S3 takes. */
    S3Fault SLOW_DOWN = new Refused(503, "SlowDown", "Please reduce your request rate.");

    /** S3 has no room for calls now. */
    S3Fault UNAVAILABLE = new Refused(503, "ServiceUnavailable", "Service is unable to handle request.");

    /** S3 itself has failed. */
    S3Fault INTERNAL = new Refused(500, "InternalError", "We encountered an internal error. Please try again.");

    /** See {@link #GONE}. */
    record Gone() implements S3Fault {}

    /**
     * The call is done. Its answer is lost, and so is every call for a while.
     *
     * @param lasting how long
     */
    record CutOff(Duration lasting) implements S3Fault {

        public CutOff {
            requireNonNull(lasting, "lasting");
        }
    }

    /**
     * S3 answers with an error, and does nothing.
     *
     * @param status HTTP's
     * @param code S3's name of the error
     * @param message in words
     */
    record Refused(int status, String code, String message) implements S3Fault {

        public Refused {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    /**
     * The call is done after a while.
     *
     * @param delay how long it is held up
     */
    record Slow(Duration delay) implements S3Fault {

        public Slow {
            requireNonNull(delay, "delay");
        }
    }
}
