package io.millrace.job.source.sqs;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator asks a reader whether it holds anything.
 *
 * @param round which reading of the queue's counters the question belongs to
 */
record DrainQuestion(long round) implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
