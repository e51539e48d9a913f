package io.millrace.job.metrics;

/**
 * The names of the job's own metrics, all in the group {@link #GROUP}. They are an interface: {@code
 * docs/reference/telemetry.md} lists each, and tests hold that page, this class and what jobs register together.
 */
public final class MetricNames {

    /** The group of every metric of Millrace, below the operator's. */
    public static final String GROUP = "millrace";

    /** Messages that came out of the source, redeliveries included. */
    public static final String TOTAL_RECEIVED = "totalReceived";

    /** Bytes of those messages' bodies. */
    public static final String TOTAL_INPUT_BYTES = "totalInputBytes";

    /** Messages dropped because their id was seen before. */
    public static final String TOTAL_REDELIVERIES_DROPPED = "totalRedeliveriesDropped";

    /** Messages or records dropped because the producer's key was seen before. */
    public static final String TOTAL_PRODUCER_DUPLICATES_DROPPED = "totalProducerDuplicatesDropped";

    /** Records that decoding gave. */
    public static final String TOTAL_DECODED = "totalDecoded";

    /** Records, or whole messages, that a stage rejected. */
    public static final String TOTAL_REJECTED = "totalRejected";

    /** Records for which a function gave none. */
    public static final String TOTAL_FILTERED = "totalFiltered";

    /** Rows in committed files, and in those that the next checkpoint commits. */
    public static final String TOTAL_ROWS_WRITTEN = "totalRowsWritten";

    /** Those files. */
    public static final String TOTAL_FILES_WRITTEN = "totalFilesWritten";

    /** Bytes of those files. */
    public static final String TOTAL_BYTES_WRITTEN = "totalBytesWritten";

    /** Receive calls of the SQS source that failed for a passing reason. */
    public static final String RECEIVE_FAILURES = "receiveFailures";

    /** Fields dropped by decoding since it started because the schema does not know them, by field. */
    public static final String UNKNOWN_FIELDS = "unknownFields";

    /** Messages or records that a deduplication operator dropped since it started. */
    public static final String DUPLICATES_DROPPED = "duplicatesDropped";

    /** Records that an operator rejected since it started, by kind of error. */
    public static final String REJECTED = "rejected";

    /** The share of rejected records, between 0 and 1, in an operator's last full window. */
    public static final String REJECTED_SHARE = "rejectedShare";

    // Every source that a broker stands behind.
    /** From the receive of a message, or of a page of records, until the checkpoint that holds it is complete. */
    public static final String COMMIT_LATENCY_SECONDS = "commitLatencySeconds";

    /** How long ago the newest message in a completed checkpoint was sent; not a number before there is one. */
    public static final String NEWEST_COMMITTED_AGE_SECONDS = "newestCommittedAgeSeconds";

    /** How long ago the oldest message was sent that was read and is in no completed checkpoint; 0 without one. */
    public static final String OLDEST_UNCOMMITTED_AGE_SECONDS = "oldestUncommittedAgeSeconds";

    /** Messages or records that one call brought. */
    public static final String RECEIVE_BATCH_SIZE = "receiveBatchSize";

    // The SQS source.
    /** Messages that one delete call named. */
    public static final String DELETE_BATCH_SIZE = "deleteBatchSize";

    public static final String MESSAGES_RECEIVED = "messagesReceived";
    public static final String MESSAGES_DELETED = "messagesDeleted";
    public static final String DELETE_FAILURES = "deleteFailures";
    public static final String LEASE_EXTENSIONS = "leaseExtensions";
    public static final String LEASES_LOST = "leasesLost";
    public static final String MIN_VISIBILITY_SECONDS = "minVisibilitySeconds";
    public static final String MESSAGES_IN_FLIGHT = "messagesInFlight";
    public static final String OLDEST_MESSAGE_AGE_SECONDS = "oldestMessageAgeSeconds";

    // The Kinesis source.
    /** Records of the stream, each with everything that is packed in it. */
    public static final String STREAM_RECORDS_READ = "streamRecordsRead";

    /** Bytes of those records. */
    public static final String STREAM_BYTES_READ = "streamBytesRead";

    /** Packed records dropped because a part of them belongs to another shard; their producer sends them again. */
    public static final String STRAYED_RECORDS = "strayedRecords";

    /** Calls to which Kinesis answered that they are too many. */
    public static final String THROTTLES = "throttles";

    /** Iterators that were not used for five minutes, and were renewed. */
    public static final String EXPIRED_ITERATORS = "expiredIterators";

    /** Subscriptions begun; each ends after five minutes. */
    public static final String SUBSCRIPTIONS = "subscriptions";

    /** Losses that {@code on-gap: continue} has accepted. */
    public static final String GAPS = "gaps";

    /** How far a shard is behind its tip, in milliseconds; in the group of the shard. */
    public static final String MILLIS_BEHIND_LATEST = "millisBehindLatest";

    // The queue of the dead letters.
    /** Dead letters, or pointers in their place, that the queue has taken; repeated ones included. */
    public static final String LETTERS_SENT = "lettersSent";

    /** Dead letters that the queue has not taken, once for each attempt. */
    public static final String LETTER_SEND_FAILURES = "letterSendFailures";

    /** Dead letters that became objects, because they are too large for the queue or refused by it. */
    public static final String LARGE_LETTERS = "largeLetters";

    // What makes files visible: the output's, and the dead letters'.
    /** Files that were made visible since the task started. */
    public static final String FILES_COMMITTED = "filesCommitted";

    /** Rows in those files. */
    public static final String ROWS_COMMITTED = "rowsCommitted";

    /** Bytes of those files. */
    public static final String BYTES_COMMITTED = "bytesCommitted";

    /** Sizes of those files. */
    public static final String FILE_SIZE_BYTES = "fileSizeBytes";

    /** How long making the files of a checkpoint visible and announcing them took. */
    public static final String COMMIT_SECONDS = "commitSeconds";

    /** Commits that failed, and that a retry or a restart makes again. */
    public static final String COMMIT_FAILURES = "commitFailures";

    /** Age of the newest event in a visible file, by its event time; not a number before there is one. */
    public static final String NEWEST_EVENT_AGE_SECONDS = "newestEventAgeSeconds";

    // Records that are put on a stream. The names and the label are those that existing dashboards know.
    /** The label that names the stream. */
    public static final String STREAM_LABEL = "stream_name";

    public static final String STREAM_ATTEMPTS = "kinesis_write_attempts_total";
    public static final String STREAM_SUCCESSES = "kinesis_write_success_total";
    public static final String STREAM_FAILED_RECORDS = "kinesis_failed_records_total";
    public static final String STREAM_LARGE_PAYLOADS = "kinesis_large_payloads_total";
    public static final String STREAM_BATCH_FAILURES = "kinesis_batch_write_failures_total";
    public static final String STREAM_LATENCY = "kinesis_write_latency_seconds";

    /** Records of one call. */
    public static final String STREAM_BATCH_SIZE = "kinesis_write_batch_size";

    private MetricNames() {}
}
