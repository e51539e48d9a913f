package io.millrace.job.cli;

import io.millrace.job.metrics.MetricNames;

/**
 * What a job has done, at one instant. The totals count over the whole life of the job, earlier runs that it goes on
 * from included.
 *
 * @param received messages, redeliveries included
 * @param inputBytes bytes of their bodies
 * @param redeliveriesDropped messages seen before, by id
 * @param producerDuplicatesDropped messages or records seen before, by the producer's key
 * @param decoded records that decoding gave
 * @param filtered records for which a function gave none
 * @param rejected records, or whole messages, that went to the dead letters
 * @param rows rows in the output's files
 * @param files the output's files
 * @param bytes their size
 * @param inFlight messages received and not yet deleted
 * @param leasesLost messages whose visibility ran out in the job's hands, in this run
 * @param deleteFailures deletes that were refused, in this run
 * @param lastCheckpoint the id of the newest completed checkpoint of this run; 0 when there is none
 * @param failedCheckpoints in this run
 * @param restarts of this run's job after failures
 */
record Figures(
        long received,
        long inputBytes,
        long redeliveriesDropped,
        long producerDuplicatesDropped,
        long decoded,
        long filtered,
        long rejected,
        long rows,
        long files,
        long bytes,
        long inFlight,
        long leasesLost,
        long deleteFailures,
        long lastCheckpoint,
        long failedCheckpoints,
        long restarts) {

    /** How the operators of the output begin, as opposed to those of the dead letters. */
    private static final String OUTPUT = "output";

    static Figures read(MetricBook book) {
        return new Figures(
                book.sum(MetricNames.TOTAL_RECEIVED),
                book.sum(MetricNames.TOTAL_INPUT_BYTES),
                book.sum(MetricNames.TOTAL_REDELIVERIES_DROPPED),
                book.sum(MetricNames.TOTAL_PRODUCER_DUPLICATES_DROPPED),
                book.sum(MetricNames.TOTAL_DECODED),
                book.sum(MetricNames.TOTAL_FILTERED),
                book.sum(MetricNames.TOTAL_REJECTED),
                book.sum(MetricNames.TOTAL_ROWS_WRITTEN, OUTPUT),
                book.sum(MetricNames.TOTAL_FILES_WRITTEN, OUTPUT),
                book.sum(MetricNames.TOTAL_BYTES_WRITTEN, OUTPUT),
                book.sum(MetricNames.MESSAGES_IN_FLIGHT),
                book.sum(MetricNames.LEASES_LOST),
                book.sum(MetricNames.DELETE_FAILURES),
                Math.max(0, book.max("lastCompletedCheckpointId")),
                book.max("numberOfFailedCheckpoints"),
                book.max("numRestarts"));
    }
}
