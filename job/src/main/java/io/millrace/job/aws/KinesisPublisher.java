package io.millrace.job.aws;

import java.io.Serializable;
import java.util.List;

/**
 * One Kinesis data stream, as narrow as a writer needs it.
 *
 * <p>Threads: any number may call at once. Every call blocks, for as long as the timeouts of the client allow, and may be
 * interrupted; an interrupted call may have reached the stream.
 *
 * <p>Errors: a call that failed as a whole throws {@link KinesisException}, which says whether another attempt may help. A
 * call of which only some records failed gives one {@link EntryOutcome} per record, in their order: {@link
 * EntryOutcome.Succeeded} or {@link EntryOutcome.Retryable}, as the service refuses single records only for passing reasons.
 */
public interface KinesisPublisher extends AutoCloseable {

    /** The largest number of records in one call. */
    int MAX_RECORDS = 500;

    /** The largest sum of {@link OutgoingRecord#size} of several records in one call, in bytes. */
    int MAX_BYTES = 5 << 20;

    /** The largest {@link OutgoingRecord#size} that every stream takes, in bytes; newer streams may be set to take more. */
    int MAX_RECORD_BYTES = 1 << 20;

    /** Opens the stream; shipped to where it is used. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /** A stream that the caller closes. Makes no request. */
        KinesisPublisher open();
    }

    /**
     * Puts records on the stream.
     *
     * @param records 1 to {@link #MAX_RECORDS}, several of together at most {@link #MAX_BYTES}
     */
    List<EntryOutcome> put(List<OutgoingRecord> records) throws InterruptedException;

    /** Checks the number and the size of the records of one call. */
    static void checkBatch(List<OutgoingRecord> records) {
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(
                    "a call takes from 1 to " + MAX_RECORDS + " records, not " + records.size());
        }
        long bytes = records.stream().mapToLong(OutgoingRecord::size).sum();
        if (bytes > MAX_BYTES && records.size() > 1) {
            throw new IllegalArgumentException("a call takes at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    /** Frees the connections; calls that are under way fail. */
    @Override
    void close();
}
