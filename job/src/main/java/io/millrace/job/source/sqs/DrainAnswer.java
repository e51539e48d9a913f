package io.millrace.job.source.sqs;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader's answer to {@link DrainQuestion}.
 *
 * @param round the question's round
 * @param holdsNothing whether every message that the reader received is deleted
 * @param received how many messages it has received since it started
 */
record DrainAnswer(long round, boolean holdsNothing, long received) implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
