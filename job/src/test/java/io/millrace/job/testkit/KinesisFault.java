package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import java.util.function.IntPredicate;

/** What becomes of a call that {@link FaultyKinesis} does not just pass on. */
public sealed interface KinesisFault {

    /** A shard has been asked for, or given, more than its limits. */
    KinesisFault THROTTLED = new Refused(
            400,
            "ProvisionedThroughputExceededException",
            "Rate exceeded for shard shardId-000000000000 in stream events under account 000000000000.");

    /** Too many calls that describe or change streams. */
    KinesisFault TOO_MANY_CALLS = new Refused(400, "LimitExceededException", "Rate exceeded for account 000000000000.");

    /** An iterator is older than five minutes. */
    KinesisFault EXPIRED_ITERATOR = new Refused(
            400, "ExpiredIteratorException", "Iterator expired. The iterator was created at a time too long ago.");

    /** The service itself has failed. */
    KinesisFault INTERNAL = new Refused(500, "InternalFailure", "Internal service failure.");

    /** Something before the service has no service to ask, and knows nothing of its form of errors. */
    KinesisFault UNAVAILABLE = new Refused(503, null, "Service Unavailable");

    /** The call is done, and the connection ends before its answer. */
    KinesisFault ANSWER_LOST = new AnswerLost();

    /**
     * The service answers with an error, and does nothing.
     *
     * @param status HTTP's
     * @param type the service's name of the error; null when the answer is not the service's
     * @param message in words
     */
    record Refused(int status, String type, String message) implements KinesisFault {

        public Refused {
            requireNonNull(message, "message");
        }
    }

    /** See {@link #ANSWER_LOST}. */
    record AnswerLost() implements KinesisFault {}

    /**
     * Of the records of a {@code PutRecords} only some are taken.
     *
     * @param code the error of the others
     * @param fails which are the others, by their position
     */
    record Partly(String code, IntPredicate fails) implements KinesisFault {

        public Partly {
            requireNonNull(code, "code");
            requireNonNull(fails, "fails");
        }

        /** Some shards have no room for records now. */
        public static Partly throttled(IntPredicate fails) {
            return new Partly("ProvisionedThroughputExceededException", fails);
        }

        /** Some shards have failed. */
        public static Partly failed(IntPredicate fails) {
            return new Partly("InternalFailure", fails);
        }
    }
}
