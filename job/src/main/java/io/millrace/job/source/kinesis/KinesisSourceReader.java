package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.model.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/**
 * Emits what the {@link ShardReader} in its fetcher's thread reads, keeps how far each shard is emitted, and tells the
 * enumerator of shards that have come to their end.
 *
 * <p>A finished shard stays in its checkpoints until one of the enumerator's has it, too: otherwise a restart from one in
 * between would know neither.
 *
 * <p>Threads: all methods on the task thread.
 */
final class KinesisSourceReader
        extends SingleThreadMultiplexSourceReaderBase<ShardEvent, RawMessage, KinesisSplit, ShardState> {

    private final Map<String, KinesisSplit> finished = new TreeMap<>();

    private final EmittedPages pages;

    KinesisSourceReader(
            SourceReaderContext context, Supplier<SplitReader<ShardEvent, KinesisSplit>> shards, EmittedPages pages) {
        super(
                requireNonNull(shards, "shards"),
                new ShardEventEmitter(pages),
                context.getConfiguration(),
                requireNonNull(context, "context"));
        this.pages = pages;
    }

    @Override
    public void start() {
        super.start();
        context.sendSourceEventToCoordinator(
                new HeldShards(super.snapshotState(0), new ArrayList<>(finished.keySet())));
    }

    /** Out of a checkpoint before the start, from the enumerator later. */
    @Override
    public void addSplits(List<KinesisSplit> splits) {
        List<KinesisSplit> active = new ArrayList<>();
        for (KinesisSplit split : splits) {
            if (split.finished()) {
                finished.put(split.shardId(), split);
            } else {
                active.add(split);
            }
        }
        if (!active.isEmpty()) {
            super.addSplits(active);
        }
    }

    @Override
    public List<KinesisSplit> snapshotState(long checkpointId) {
        List<KinesisSplit> all = new ArrayList<>(super.snapshotState(checkpointId));
        all.addAll(finished.values());
        pages.seal(checkpointId);
        return all;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        pages.checkpointCompleted(checkpointId);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof SettledShards settled)) {
            throw new IllegalStateException("unexpected event of the enumerator: " + event);
        }
        settled.shardIds().forEach(finished::remove);
    }

    @Override
    protected void onSplitFinished(Map<String, ShardState> states) {
        states.forEach((id, state) -> finished.put(id, state.split().asFinished()));
        context.sendSourceEventToCoordinator(new FinishedShards(List.copyOf(states.keySet())));
    }

    @Override
    protected ShardState initializedState(KinesisSplit split) {
        return new ShardState(split);
    }

    @Override
    protected KinesisSplit toSplitType(String splitId, ShardState state) {
        return state.split();
    }
}
