package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.error.AckException;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits what the receivers bring, and tells {@link Receipts} what happens to it. All waiting is done by other threads.
 *
 * <p>Threads: all methods on the task thread.
 */
final class SqsSourceReader implements SourceReader<RawMessage, SqsSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(SqsSourceReader.class);

    /** How many receives' worth of messages may wait for the task thread, per receive thread: one comes, one is worked off. */
    private static final int BUFFERED_RECEIVES = 2;

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final SourceReaderContext context;
    private final SqsSourceConfig config;
    private final Receipts receipts;
    private final MessageBuffer buffer;
    private final SqsSourceMetrics metrics;
    private final ReaderThreads threads;
    private final Duration deduplicationTtl;
    private final InstantSource clock;

    /** Flink makes an output with a watermark of its own for each share; ours all go to the main one. */
    private final List<String> unusedOutputs = new ArrayList<>();

    private boolean hasShare;
    private boolean started;
    private boolean noMoreSplits;

    /**
     * @param context Flink's
     * @param config the source's
     * @param visibility how long a receive hides a message
     * @param deduplicationTtl for how long the next operator remembers an id
     * @param queue the queue, which this closes
     * @param clock the time of day
     */
    SqsSourceReader(
            SourceReaderContext context,
            SqsSourceConfig config,
            Duration visibility,
            Duration deduplicationTtl,
            SqsQueue queue,
            InstantSource clock) {
        this.context = requireNonNull(context, "context");
        this.config = requireNonNull(config, "config");
        this.deduplicationTtl = requireNonNull(deduplicationTtl, "deduplicationTtl");
        this.clock = requireNonNull(clock, "clock");
        int subtask = context.getIndexOfSubtask();
        Room room = new Room(
                BUFFERED_RECEIVES * config.receives() * config.batchSize(),
                InFlightLimit.of(config).share(context.currentParallelism(), subtask));
        receipts = new Receipts(room, visibility);
        buffer = new MessageBuffer();
        metrics = new SqsSourceMetrics(context.metricGroup(), receipts, visibility, clock);
        // The end of a drain has to wait for the long polls that are under way.
        Duration longPoll =
                config.mode() == Mode.DRAIN && config.drainCheckInterval().compareTo(config.waitTime()) < 0
                        ? config.drainCheckInterval()
                        : config.waitTime();
        threads =
                new ReaderThreads(subtask, config, longPoll, visibility, queue, receipts, room, buffer, metrics, clock);
    }

    @Override
    public void start() {
        started = true;
        if (hasShare) {
            threads.start();
        } else {
            context.sendSplitRequest();
        }
    }

    /** Shares out of a checkpoint come before the start, several after a rescaling; an empty one comes when asked for. */
    @Override
    public void addSplits(List<SqsSplit> splits) {
        for (SqsSplit split : splits) {
            unusedOutputs.add(split.splitId());
            restore(split);
        }
        boolean first = !hasShare;
        hasShare = true;
        if (started && first) {
            threads.start();
        }
    }

    private void restore(SqsSplit split) {
        if (split.receipts().isEmpty()) {
            return;
        }
        receipts.restored(split.receipts(), clock.millis());
        Duration age = Duration.ofMillis(clock.millis() - split.takenAtMillis());
        LOG.info(
                "Deleting {} messages of {} that the restored checkpoint holds",
                split.receipts().size(),
                config.queueUrl());
        if (age.compareTo(deduplicationTtl) > 0) {
            LOG.warn(
                    "The restored checkpoint is {} old, but message ids are remembered for {} only (deduplicate.ttl): a"
                            + " message of {} that was received again before it can be deleted now will be written twice",
                    age,
                    deduplicationTtl,
                    config.queueUrl());
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawMessage> output) throws IOException {
        checkFailure();
        unusedOutputs.forEach(output::releaseOutputForSplit);
        unusedOutputs.clear();
        MessageBuffer.Entry next = buffer.poll();
        if (next == null) {
            return finished() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        receipts.emitted(next.receipt());
        output.collect(next.message(), next.receipt().sentAtMillis());
        return buffer.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> wakeUp = buffer.nextWakeUp();
        return !buffer.isEmpty() || threads.failure() != null || finished() ? NOW : wakeUp;
    }

    @Override
    public List<SqsSplit> snapshotState(long checkpointId) {
        String splitId = SqsSplit.idOf(context.getIndexOfSubtask());
        return List.of(new SqsSplit(splitId, clock.millis(), receipts.seal(checkpointId)));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws IOException {
        metrics.committed(receipts.checkpointCompleted(checkpointId));
        checkFailure();
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        receipts.checkpointAborted(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        threads.stopReceiving();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof DrainQuestion question)) {
            throw new IllegalStateException("unexpected event of the enumerator: " + event);
        }
        context.sendSourceEventToCoordinator(
                new DrainAnswer(question.round(), receipts.isEmpty(), receipts.receivedEver()));
    }

    @Override
    public void close() {
        threads.close(config.closeTimeout());
        if (!receipts.isEmpty()) {
            LOG.info(
                    "Stopped with {} messages of {} in a checkpoint and not yet deleted",
                    receipts.summary().held(),
                    config.queueUrl());
        }
    }

    /** Only when every delete is confirmed: until then checkpoints must go on, and so must the reader. */
    private boolean finished() {
        return noMoreSplits && threads.receivingEnded() && receipts.isEmpty();
    }

    private void checkFailure() throws IOException {
        Throwable failure = threads.failure();
        if (failure instanceof AckException) {
            throw new AckException("the reader of " + config.queueUrl() + " failed", failure);
        }
        if (failure != null) {
            throw new IOException("the reader of " + config.queueUrl() + " failed", failure);
        }
    }
}
