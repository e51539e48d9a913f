package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a dead letter is known by, and a reader of the queue wants to tell without reading it.
 *
 * @param pipeline whose it is
 * @param messageId the identity of the message in which the record came
 * @param recordIndex the record's place in it; -1 for the message as a whole
 * @param stage where it was rejected
 * @param errorKind why
 * @param hour in which it was rejected, as a directory
 */
record LetterHead(String pipeline, String messageId, int recordIndex, String stage, String errorKind, String hour)
        implements Serializable {

    LetterHead {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(messageId, "messageId");
        requireNonNull(stage, "stage");
        requireNonNull(errorKind, "errorKind");
        requireNonNull(hour, "hour");
    }

    /** The same for the same record of a pipeline, however often it is rejected: what is sent again after a restart has it. */
    String id() {
        return pipeline + "-" + messageId + (recordIndex < 0 ? "" : "-" + recordIndex);
    }
}
