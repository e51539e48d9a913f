package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.InitPosition;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers shards and gives them to readers as {@link ShardGraph} says; registers the consumer of enhanced fan-out; ends a
 * bounded reading.
 *
 * <p>Nothing is given out until every reader has said what it brings from a checkpoint.
 *
 * <p>Threads: all methods on the coordinator's thread; the stream is asked on the context's worker.
 */
final class KinesisSplitEnumerator implements SplitEnumerator<KinesisSplit, KinesisEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisSplitEnumerator.class);

    /** What one discovery finds; the consumer is registered with the first. */
    private record Discovery(
            KinesisStream.Description stream, List<ShardInfo> shards, long askedAtMillis, int finishedBefore) {}

    private final SplitEnumeratorContext<KinesisSplit> context;
    private final KinesisSourceConfig config;
    private final KinesisStream stream;
    private final InstantSource clock;
    private final ShardPosition initial;
    private final ShardGraph graph;
    private final Settlements settlements = new Settlements();
    private final Set<Integer> ready = new HashSet<>();
    private final Set<Integer> toldToEnd = new HashSet<>();

    private long streamCreatedAtMillis;
    private boolean consumerReady;
    private boolean discovered;
    private boolean complete;
    private boolean deregistered;

    /** Counts up with every change after which a discovery that was begun before says too little about the end. */
    private final AtomicInteger finishes = new AtomicInteger();

    /**
     * @param stream closed with this
     * @param restored what a checkpoint knows; null on a first start
     */
    KinesisSplitEnumerator(
            SplitEnumeratorContext<KinesisSplit> context,
            KinesisSourceConfig config,
            KinesisStream stream,
            InstantSource clock,
            KinesisEnumeratorState restored) {
        this.context = requireNonNull(context, "context");
        this.config = requireNonNull(config, "config");
        this.stream = requireNonNull(stream, "stream");
        this.clock = requireNonNull(clock, "clock");
        if (restored == null) {
            initial = initial(config.initPosition(), clock);
            graph = new ShardGraph(initial, KinesisSplit.UNKNOWN, List.of());
            streamCreatedAtMillis = KinesisSplit.UNKNOWN;
        } else {
            initial = restored.initial();
            graph = new ShardGraph(initial, restored.discoveredAtMillis(), restored.shards());
            streamCreatedAtMillis = restored.streamCreatedAtMillis();
        }
    }

    @Override
    public void start() {
        long interval = config.discoveryInterval().toMillis();
        context.callAsync(this::discover, this::discovered, 0, interval);
    }

    @Override
    public void addReader(int subtask) {
        ready.remove(subtask);
        toldToEnd.remove(subtask);
        graph.readerStarts(subtask);
    }

    /** Readers do not ask: they are given shards when there are some. */
    @Override
    public void handleSplitRequest(int subtask, String hostname) {
        throw new IllegalStateException("reader " + subtask + " asks for shards");
    }

    @Override
    public void addSplitsBack(List<KinesisSplit> splits, int subtask) {
        graph.returned(splits);
        settlements.revived(ids(splits));
        assign();
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof HeldShards held) {
            graph.holds(subtask, held.active());
            settlements.revived(ids(held.active()));
            finished(held.finished());
            ready.add(subtask);
        } else if (event instanceof FinishedShards finished) {
            finished(finished.shardIds());
        } else {
            throw new IllegalStateException("unexpected event of reader " + subtask + ": " + event);
        }
        assign();
    }

    @Override
    public KinesisEnumeratorState snapshotState(long checkpointId) {
        settlements.seal(checkpointId);
        return new KinesisEnumeratorState(
                config.stream().name(), streamCreatedAtMillis, initial, graph.discoveredAtMillis(), graph.shards());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        List<String> settled = settlements.completed(checkpointId);
        graph.settled(settled);
        if (!settled.isEmpty()) {
            SettledShards event = new SettledShards(settled);
            readersAtWork().forEach(reader -> context.sendEventToSourceReader(reader, event));
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    /** On the worker. */
    private Discovery discover() throws InterruptedException {
        int finishedBefore = finishes.get();
        long now = clock.millis();
        KinesisStream.Description description = stream.describe();
        if (!consumerReady && config.readerType() == ReaderType.EFO) {
            consumerReady = registerConsumer();
        }
        return new Discovery(description, stream.shards(), now, finishedBefore);
    }

    private boolean registerConsumer() throws InterruptedException {
        String name = config.efo().consumerName().value();
        if (stream.consumer(name).isPresent()) {
            return true;
        }
        if (config.efo().lifecycle() == Lifecycle.SELF_MANAGED) {
            throw Consumers.missing(config.efo(), config.stream());
        }
        LOG.info("Registering the consumer {} of stream {}", name, config.stream());
        stream.register(name);
        return true;
    }

    private void discovered(Discovery discovery, Throwable error) {
        if (error != null) {
            failed(error);
            return;
        }
        checkSameStream(discovery.stream());
        int before = graph.shards().size();
        graph.discovered(discovery.shards(), discovery.askedAtMillis());
        if (graph.shards().size() != before) {
            LOG.info(
                    "Stream {} has {} shards, open and closed",
                    config.stream(),
                    discovery.shards().size());
        }
        discovered = true;
        complete = config.until() != null && discovery.finishedBefore() == finishes.get() && graph.allFinished();
        assign();
    }

    private void failed(Throwable error) {
        if (error instanceof KinesisException e && e.retryable()) {
            LOG.warn("The shards of stream {} could not be listed; trying on", config.stream(), e);
            return;
        }
        if (error instanceof SuppressRestartsException e) {
            throw e;
        }
        throw new FlinkRuntimeException("the shards of stream " + config.stream() + " cannot be listed", error);
    }

    /** Shard ids begin at zero in every stream: the positions of one would seem to fit another of the same name. */
    private void checkSameStream(KinesisStream.Description description) {
        long created = description.createdAtMillis();
        if (streamCreatedAtMillis == KinesisSplit.UNKNOWN) {
            streamCreatedAtMillis = created;
        } else if (streamCreatedAtMillis != created) {
            throw new SuppressRestartsException(new GapException("stream " + config.stream()
                    + " was deleted and created anew since the restored checkpoint, and what it had then is lost; to"
                    + " read the new one, start without the old state"));
        }
    }

    private void finished(List<String> shardIds) {
        if (!shardIds.isEmpty()) {
            graph.finished(shardIds);
            settlements.reported(shardIds);
            finishes.incrementAndGet();
            complete = false;
        }
    }

    private void assign() {
        Set<Integer> readers = readersAtWork();
        if (!discovered || readers.size() < context.currentParallelism()) {
            return;
        }
        List<String> unaccounted = graph.unaccounted();
        if (!unaccounted.isEmpty()) {
            throw new IllegalStateException(
                    "no reader has " + unaccounted + " of stream " + config.stream() + " in its checkpoint");
        }
        readers.removeAll(toldToEnd);
        graph.assign(new TreeSet<>(readers))
                .forEach((reader, splits) -> splits.forEach(split -> context.assignSplit(split, reader)));
        if (complete && graph.allFinished()) {
            end(readers);
        }
    }

    private void end(Set<Integer> readers) {
        if (usesOwnConsumer() && !deregistered) {
            deregistered = true;
            String name = config.efo().consumerName().value();
            context.callAsync(() -> deregister(name), (done, error) -> {
                if (error != null) {
                    LOG.warn("The consumer {} of stream {} stays registered", name, config.stream(), error);
                }
                tellToEnd(readers);
            });
        } else {
            tellToEnd(readers);
        }
    }

    private Void deregister(String name) throws InterruptedException {
        stream.deregister(name);
        return null;
    }

    private void tellToEnd(Set<Integer> readers) {
        if (toldToEnd.isEmpty()) {
            LOG.info("Stream {} is read until {}", config.stream(), config.until());
        }
        for (int reader : readers) {
            if (context.registeredReaders().containsKey(reader) && toldToEnd.add(reader)) {
                context.signalNoMoreSplits(reader);
            }
        }
    }

    private boolean usesOwnConsumer() {
        return config.readerType() == ReaderType.EFO && config.efo().lifecycle() == Lifecycle.JOB_MANAGED;
    }

    private Set<Integer> readersAtWork() {
        Set<Integer> readers = new HashSet<>(context.registeredReaders().keySet());
        readers.retainAll(ready);
        return readers;
    }

    private static List<String> ids(List<KinesisSplit> splits) {
        return splits.stream().map(KinesisSplit::shardId).toList();
    }

    private static ShardPosition initial(InitPosition position, InstantSource clock) {
        return switch (position.kind()) {
            case TRIM_HORIZON -> new TrimHorizon();
            // A time from now on, so that what arrives before the first checkpoint is not passed over after a failure.
            case LATEST -> new AtTimestamp(clock.millis());
            case TIMESTAMP -> new AtTimestamp(position.at().toEpochMilli());
        };
    }
}
