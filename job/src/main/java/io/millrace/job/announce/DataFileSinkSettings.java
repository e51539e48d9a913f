package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisPublisher;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.StreamName;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/**
 * How {@link DataFileSink} writes.
 *
 * @param stream to which stream
 * @param publishers the way to it
 * @param retry how often in a row a batch may put nothing, and the pauses
 * @param maxInFlight how many batches may be under way
 * @param maxRecordSize of data and partition key
 * @param oversized hears of announcements that are larger
 * @param maxTimeInBuffer how long a record waits for others
 * @param requestTimeout after which a batch without an answer is put again
 */
record DataFileSinkSettings(
        StreamName stream,
        KinesisPublisher.Factory publishers,
        RetryConfig retry,
        int maxInFlight,
        ByteSize maxRecordSize,
        OversizedRecords oversized,
        Duration maxTimeInBuffer,
        Duration requestTimeout)
        implements Serializable {

    DataFileSinkSettings {
        requireNonNull(stream, "stream");
        requireNonNull(publishers, "publishers");
        requireNonNull(retry, "retry");
        requireNonNull(maxRecordSize, "maxRecordSize");
        requireNonNull(oversized, "oversized");
        requireNonNull(maxTimeInBuffer, "maxTimeInBuffer");
        requireNonNull(requestTimeout, "requestTimeout");
    }

    Patience patience() {
        return Patience.of(retry);
    }

    AsyncSinkWriterConfiguration writer() {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(KinesisPublisher.MAX_RECORDS)
                .setMaxBatchSizeInBytes(maxBatchBytes())
                .setMaxInFlightRequests(maxInFlight)
                .setMaxBufferedRequests(maxBuffered())
                .setMaxTimeInBufferMS(maxTimeInBuffer.toMillis())
                .setMaxRecordSizeInBytes(maxRecordSize.bytes())
                .setRequestTimeoutMS(requestTimeout.toMillis())
                .setFailOnTimeout(false)
                .build();
    }

    /** Backpressure begins when so many records wait. */
    int maxBuffered() {
        return 2 * maxInFlight * KinesisPublisher.MAX_RECORDS;
    }

    /** A record that is larger than a usual request goes alone. */
    long maxBatchBytes() {
        return Math.max(KinesisPublisher.MAX_BYTES, maxRecordSize.bytes());
    }
}
