package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.model.RawMessage;
import java.time.Instant;
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
 * The records of a Kinesis data stream, each at the time it arrived; records that were packed by a producer one by one. With
 * {@code until} bounded.
 *
 * <p>Delivery: how far each shard was emitted is in the checkpoint, to the packed record; so a record is emitted once in
 * every history that a checkpoint leads to, and what becomes visible with checkpoints happens exactly once.
 *
 * <p>Order: that of the shard, and a shard is begun when those of which a split or a merge has made it are finished. After a
 * failure of one reader alone, what that reader reads again may come later than the shards that followed.
 */
public final class KinesisSource
        implements Source<RawMessage, KinesisSplit, KinesisEnumeratorState>, ResultTypeQueryable<RawMessage> {

    private static final long serialVersionUID = 1L;

    private final KinesisSourceConfig config;
    private final KinesisStream.Factory streams;
    private final long untilMillis;

    /**
     * @param config the stream and how to read it
     * @param streams opens the stream, once for each reader and once for the enumerator
     */
    public KinesisSource(KinesisSourceConfig config, KinesisStream.Factory streams) {
        this.config = requireNonNull(config, "config");
        this.streams = requireNonNull(streams, "streams");
        // Once for the whole run, whatever fails in it.
        this.untilMillis = config.until() == null
                ? Long.MAX_VALUE
                : config.until().given().orElseGet(Instant::now).toEpochMilli();
    }

    @Override
    public Boundedness getBoundedness() {
        return config.until() == null ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RawMessage, KinesisSplit> createReader(SourceReaderContext context) {
        KinesisSourceMetrics metrics = new KinesisSourceMetrics(context.metricGroup());
        InstantSource clock = InstantSource.system();
        ShardCursors cursors = new ShardCursors(config, untilMillis, metrics);
        return new KinesisSourceReader(
                context,
                () -> config.readerType() == ReaderType.EFO
                        ? new FanOutReader(streams.open(), cursors, clock)
                        : new PollingReader(streams.open(), cursors, config.maxRecordCount(), clock),
                metrics.emittedPages(clock));
    }

    @Override
    public SplitEnumerator<KinesisSplit, KinesisEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KinesisSplit> context) {
        return new KinesisSplitEnumerator(context, config, streams.open(), InstantSource.system(), null);
    }

    @Override
    public SplitEnumerator<KinesisSplit, KinesisEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KinesisSplit> context, KinesisEnumeratorState state) {
        if (!state.stream().equals(config.stream().name())) {
            throw new IllegalStateException("the restored checkpoint belongs to stream " + state.stream()
                    + ", but the pipeline reads " + config.stream().name()
                    + ": give the pipeline another name, or start it without the old state");
        }
        return new KinesisSplitEnumerator(context, config, streams.open(), InstantSource.system(), state);
    }

    @Override
    public SimpleVersionedSerializer<KinesisSplit> getSplitSerializer() {
        return new KinesisSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KinesisEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new KinesisEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<RawMessage> getProducedType() {
        return new RawMessageTypeInfo();
    }
}
