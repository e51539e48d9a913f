package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.model.RawMessage;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The messages of an SQS queue, each at the time it was sent. In {@code drain} mode bounded: it ends when the queue is
 * empty and every delete is confirmed.
 *
 * <p>Delivery: after a failure messages come again, and so do those whose visibility ran out. Every message is emitted at
 * least once before it is deleted, and it is deleted only when a completed checkpoint holds everything that came of it. So
 * an effect happens exactly once if the next operator drops message ids that it has seen, as {@code deduplicate} does, and
 * if effects become visible with checkpoints, aligned and in exactly-once mode. Without checkpoints nothing is deleted, and
 * the source stops receiving at its limit of messages in flight.
 *
 * <p>Order: on a FIFO queue, within a message group; groups run side by side.
 */
public final class SqsSource
        implements Source<RawMessage, SqsSplit, SqsEnumeratorState>, ResultTypeQueryable<RawMessage> {

    private static final long serialVersionUID = 1L;

    private static final Duration LEAST_VISIBILITY = Duration.ofMinutes(2);

    private final SqsSourceConfig config;
    private final Duration checkpointInterval;
    private final Duration deduplicationTtl;
    private final SqsQueue.Factory queues;

    /**
     * A source in front of a deduplication that remembers ids for an hour.
     *
     * @param config the queue and how to read it
     * @param checkpointInterval how often the job takes checkpoints
     * @param queues opens the queue, once for each reader
     */
    public SqsSource(SqsSourceConfig config, Duration checkpointInterval, SqsQueue.Factory queues) {
        this(config, checkpointInterval, Duration.ofHours(1), queues);
    }

    /**
     * @param config the queue and how to read it
     * @param checkpointInterval how often the job takes checkpoints
     * @param deduplicationTtl for how long the next operator remembers an id; a restore from an older checkpoint is warned of
     * @param queues opens the queue, once for each reader
     */
    public SqsSource(
            SqsSourceConfig config, Duration checkpointInterval, Duration deduplicationTtl, SqsQueue.Factory queues) {
        this.config = requireNonNull(config, "config");
        this.checkpointInterval = requireNonNull(checkpointInterval, "checkpointInterval");
        this.deduplicationTtl = requireNonNull(deduplicationTtl, "deduplicationTtl");
        this.queues = requireNonNull(queues, "queues");
    }

    @Override
    public Boundedness getBoundedness() {
        return config.mode() == SqsSourceConfig.Mode.DRAIN ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawMessage, SqsSplit> createReader(SourceReaderContext context) {
        return new SqsSourceReader(
                context, config, visibility(), deduplicationTtl, queues.open(), InstantSource.system());
    }

    @Override
    public SplitEnumerator<SqsSplit, SqsEnumeratorState> createEnumerator(SplitEnumeratorContext<SqsSplit> context) {
        return new SqsSplitEnumerator(context, config, queues, InstantSource.system());
    }

    @Override
    public SplitEnumerator<SqsSplit, SqsEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<SqsSplit> context, SqsEnumeratorState state) {
        if (!state.sameQueue(config.queueUrl())) {
            throw new IllegalStateException("the restored checkpoint belongs to queue " + state.queueUrl()
                    + ", but the pipeline reads " + config.queueUrl()
                    + ": finish the old queue first, or start this one without the old state");
        }
        return createEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<SqsSplit> getSplitSerializer() {
        return new SqsSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<SqsEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new SqsEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<RawMessage> getProducedType() {
        return new RawMessageTypeInfo();
    }

    /** Long enough for three checkpoints even if no heartbeat comes through. */
    Duration visibility() {
        if (config.visibilityTimeout() != null) {
            return config.visibilityTimeout();
        }
        Duration threeCheckpoints = checkpointInterval.multipliedBy(3);
        return threeCheckpoints.compareTo(LEAST_VISIBILITY) > 0 ? threeCheckpoints : LEAST_VISIBILITY;
    }
}
