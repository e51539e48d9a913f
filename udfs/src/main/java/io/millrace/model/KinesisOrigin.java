package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A record of a Kinesis stream, or one of the records that a producer has packed into it.
 *
 * @param stream the stream as the pipeline names it: its name or its ARN
 * @param shardId the shard
 * @param sequenceNumber the record's sequence number, unique within the shard
 * @param subSequenceNumber which of the packed records, from 0; {@link #NOT_PACKED} for a record by itself
 * @param partitionKey the key under which its producer put it: the packed record's own one
 * @param arrivedAtMillis Kinesis's ApproximateArrivalTimestamp, milliseconds since the epoch
 */
public record KinesisOrigin(
        String stream,
        String shardId,
        String sequenceNumber,
        int subSequenceNumber,
        String partitionKey,
        long arrivedAtMillis)
        implements Origin {

    /** The {@link #subSequenceNumber} of a record by itself. */
    public static final int NOT_PACKED = -1;

    public KinesisOrigin {
        requireNonNull(stream, "stream");
        requireNonNull(shardId, "shardId");
        requireNonNull(sequenceNumber, "sequenceNumber");
        requireNonNull(partitionKey, "partitionKey");
    }

    @Override
    public String source() {
        return stream;
    }

    /** Shard and sequence number, and the number of a packed record: {@code shardId-000000000000/4959…/3}. */
    @Override
    public String position() {
        String record = shardId + "/" + sequenceNumber;
        return subSequenceNumber == NOT_PACKED ? record : record + "/" + subSequenceNumber;
    }

    /** The shard. */
    @Override
    public String lane() {
        return stream + "/" + shardId;
    }

    @Override
    public String first() {
        return sequenceNumber;
    }

    @Override
    public String last() {
        return sequenceNumber;
    }

    @Override
    public long sentAtMillis() {
        return arrivedAtMillis;
    }

    /** Always 1: nobody counts how often a record is read. */
    @Override
    public int receiveCount() {
        return 1;
    }
}
