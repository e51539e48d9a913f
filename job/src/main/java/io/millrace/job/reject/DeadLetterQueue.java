package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.record.RoutedRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Sends dead letters to an SQS queue: rows of {@link DeadLetterRows#SCHEMA}, each as the JSON that its line in the files is.
 *
 * <p>Delivery: at least once. What the queue has not taken when a checkpoint is taken stands in the checkpoint. A letter that
 * is sent again has the same id ({@link LetterHead#id}). Of a batch that failed in part only what failed is sent again, after
 * growing pauses; {@link LetterSender} says what becomes of what the queue refuses. No order is kept.
 *
 * <p>A letter larger than a message may be becomes an object, and a pointer to it is sent: {@link LargeLetters}.
 *
 * <p>While the queue takes nothing, letters wait in a buffer of limited size, and in the end the operators before it wait,
 * and checkpoints with them, for as long as the timeout says; then the job fails.
 */
public final class DeadLetterQueue extends AsyncSinkBase<RoutedRecord, Letter> {

    private static final long serialVersionUID = 1L;

    /** How many calls are under way at once. */
    private static final int MAX_IN_FLIGHT = 4;

    /** How long a letter waits for others. */
    private static final Duration MAX_TIME_IN_BUFFER = Duration.ofSeconds(1);

    /** Far beyond what the client's own limits let a call take: a call that is lost track of, not a slow one. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(10);

    /** What the letters in the buffer hold together at most. */
    private static final long MAX_BUFFERED_BYTES = 64L << 20;

    private final SqsDeadLetterConfig config;
    private final LargeLetters large;
    private final SqsQueue.Factory queues;

    /**
     * @param config the queue, and its limits
     * @param files where the files of dead letters are, and letters become objects that are too large for the queue
     * @param queues opens the queue
     * @param texts makes the texts of letters
     */
    public DeadLetterQueue(
            SqsDeadLetterConfig config, OutputPath files, SqsQueue.Factory queues, LetterText.Factory texts) {
        super(
                new LetterConverter(
                        texts,
                        LargeLetters.below(files),
                        config.maxMessageSize().bytes()),
                SqsQueue.MAX_BATCH,
                MAX_IN_FLIGHT,
                maxBuffered(config.maxMessageSize()),
                maxBatchBytes(config.maxMessageSize()),
                MAX_TIME_IN_BUFFER.toMillis(),
                maxBatchBytes(config.maxMessageSize()),
                REQUEST_TIMEOUT.toMillis(),
                false);
        this.config = requireNonNull(config, "config");
        this.large = LargeLetters.below(files);
        this.queues = requireNonNull(queues, "queues");
    }

    @Override
    public LetterWriter createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public LetterWriter restoreWriter(WriterInitContext context, Collection<BufferedRequestState<Letter>> restored) {
        LetterMetrics metrics = new LetterMetrics(context.metricGroup());
        LetterConverter converter = (LetterConverter) getElementConverter();
        converter.onLarge(metrics::large);
        List<BufferedRequestState<Letter>> fitting =
                restored.stream().map(state -> fitting(state, converter)).toList();
        LetterSender sender = new LetterSender(
                queues.open(),
                config.queueUrl().value(),
                config.queueUrl().fifo(),
                config.timeout(),
                large,
                metrics,
                System::nanoTime);
        return new LetterWriter(
                converter,
                context,
                writerConfiguration(),
                fitting,
                new LetterCalls(sender, LetterPauses.of(config), getMaxInFlightRequests()));
    }

    /** Letters of a time when larger messages were allowed become objects. */
    private static BufferedRequestState<Letter> fitting(BufferedRequestState<Letter> state, LetterConverter converter) {
        return new BufferedRequestState<>(state.getBufferedRequestEntries().stream()
                .map(entry -> converter.fitting(entry.getRequestEntry()))
                .map(letter -> new RequestEntryWrapper<>(letter, letter.size()))
                .toList());
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<Letter>> getWriterStateSerializer() {
        return new LetterStateSerializer();
    }

    private AsyncSinkWriterConfiguration writerConfiguration() {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .setRequestTimeoutMS(REQUEST_TIMEOUT.toMillis())
                .setFailOnTimeout(false)
                .build();
    }

    /** A call is as large as a message may be, and at least what every queue takes. */
    private static long maxBatchBytes(ByteSize maxMessage) {
        return Math.max(SqsQueue.USUAL_MAX_BYTES, maxMessage.bytes());
    }

    private static int maxBuffered(ByteSize maxMessage) {
        return (int) (MAX_BUFFERED_BYTES / maxBatchBytes(maxMessage));
    }
}
