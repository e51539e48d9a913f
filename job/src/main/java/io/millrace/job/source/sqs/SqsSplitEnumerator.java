package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.SqsSourceConfig;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an empty share to every reader that brings none from a checkpoint, and ends a drain.
 *
 * <p>It survives the failure of readers, who then register again and may have given messages back; so a new registration
 * undoes everything that a drain had found out about that reader.
 *
 * <p>Threads: all methods on the coordinator's thread; the queue's counters are read on the context's worker.
 */
final class SqsSplitEnumerator implements SplitEnumerator<SqsSplit, SqsEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(SqsSplitEnumerator.class);

    private final SplitEnumeratorContext<SqsSplit> context;
    private final SqsSourceConfig config;
    private final SqsQueue.Factory queues;
    private final InstantSource clock;
    private final DrainCheck drain = new DrainCheck();
    private final Set<Integer> toldToEnd = new HashSet<>();

    private SqsQueue queue;

    SqsSplitEnumerator(
            SplitEnumeratorContext<SqsSplit> context,
            SqsSourceConfig config,
            SqsQueue.Factory queues,
            InstantSource clock) {
        this.context = requireNonNull(context, "context");
        this.config = requireNonNull(config, "config");
        this.queues = requireNonNull(queues, "queues");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void start() {
        if (config.mode() == SqsSourceConfig.Mode.DRAIN) {
            queue = queues.open();
            long interval = config.drainCheckInterval().toMillis();
            context.callAsync(queue::counters, this::countersRead, interval, interval);
        }
    }

    @Override
    public void addReader(int subtask) {
        toldToEnd.remove(subtask);
        drain.restart();
    }

    @Override
    public void handleSplitRequest(int subtask, String hostname) {
        context.assignSplit(SqsSplit.empty(subtask, clock.millis()), subtask);
    }

    /** The shares that come back are the empty ones given above; the reader asks for another. */
    @Override
    public void addSplitsBack(List<SqsSplit> splits, int subtask) {
        drain.restart();
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (!(event instanceof DrainAnswer answer)) {
            throw new IllegalStateException("unexpected event of reader " + subtask + ": " + event);
        }
        if (drain.answered(subtask, answer)) {
            LOG.info("Queue {} is drained", config.queueUrl());
            Set<Integer> readers = readersAtWork();
            readers.forEach(context::signalNoMoreSplits);
            toldToEnd.addAll(readers);
        }
    }

    @Override
    public SqsEnumeratorState snapshotState(long checkpointId) {
        return new SqsEnumeratorState(config.queueUrl());
    }

    @Override
    public void close() {
        if (queue != null) {
            queue.close();
        }
    }

    private void countersRead(SqsQueue.Counters counters, Throwable error) {
        if (error instanceof SqsException failure && failure.retryable()) {
            LOG.warn("The counters of queue {} could not be read; trying on", config.queueUrl(), failure);
            drain.restart();
            return;
        }
        if (error != null) {
            throw new FlinkRuntimeException("the counters of queue " + config.queueUrl() + " cannot be read", error);
        }
        Set<Integer> readers = readersAtWork();
        if (context.registeredReaders().size() < context.currentParallelism()) {
            drain.restart();
        } else if (drain.read(counters, readers)) {
            DrainQuestion question = new DrainQuestion(drain.round());
            readers.forEach(reader -> context.sendEventToSourceReader(reader, question));
        }
    }

    private Set<Integer> readersAtWork() {
        Set<Integer> readers = new HashSet<>(context.registeredReaders().keySet());
        readers.removeAll(toldToEnd);
        return readers;
    }
}
