package io.millrace.job.it;

import io.millrace.model.RawMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source that fails where {@link Faults} says, and tells {@link Evidence} which checkpoint holds which message. */
final class WatchedSource<S extends SourceSplit, E> implements Source<RawMessage, S, E> {

    private static final long serialVersionUID = 1L;

    private final Source<RawMessage, S, E> source;

    WatchedSource(Source<RawMessage, S, E> source) {
        this.source = source;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<RawMessage, S> createReader(SourceReaderContext context) throws Exception {
        return new WatchedReader<>(source.createReader(context), context.getIndexOfSubtask());
    }

    @Override
    public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context) throws Exception {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E checkpoint) throws Exception {
        return source.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<S> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    private static final class WatchedReader<S extends SourceSplit> implements SourceReader<RawMessage, S> {

        private final SourceReader<RawMessage, S> reader;
        private final int subtask;
        private boolean snapshotTaken;

        WatchedReader(SourceReader<RawMessage, S> reader, int subtask) {
            this.reader = reader;
            this.subtask = subtask;
            Evidence.readerStarts(subtask);
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RawMessage> output) throws Exception {
            if (snapshotTaken) {
                snapshotTaken = false;
                Faults.chance(Faults.Point.AFTER_SNAPSHOT);
            }
            return reader.pollNext(new WatchedOutput(output, subtask));
        }

        @Override
        public List<S> snapshotState(long checkpointId) {
            List<S> state = reader.snapshotState(checkpointId);
            Evidence.snapshot(subtask, checkpointId);
            snapshotTaken = true;
            return state;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            Evidence.completed(checkpointId);
            Faults.chance(Faults.Point.BEFORE_DELETE);
            reader.notifyCheckpointComplete(checkpointId);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) throws Exception {
            reader.notifyCheckpointAborted(checkpointId);
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return snapshotTaken ? CompletableFuture.completedFuture(null) : reader.isAvailable();
        }

        @Override
        public void addSplits(List<S> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            reader.handleSourceEvents(event);
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }

    private record WatchedOutput(ReaderOutput<RawMessage> output, int subtask) implements ReaderOutput<RawMessage> {

        @Override
        public void collect(RawMessage message) {
            Evidence.emitted(subtask, message);
            output.collect(message);
        }

        @Override
        public void collect(RawMessage message, long timestamp) {
            Evidence.emitted(subtask, message);
            output.collect(message, timestamp);
        }

        @Override
        public void emitWatermark(org.apache.flink.api.common.eventtime.Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }

        @Override
        public org.apache.flink.api.connector.source.SourceOutput<RawMessage> createOutputForSplit(String splitId) {
            return output.createOutputForSplit(splitId);
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            output.releaseOutputForSplit(splitId);
        }
    }
}
