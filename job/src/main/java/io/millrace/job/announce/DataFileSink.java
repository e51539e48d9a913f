package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.aws.KinesisPublisher;
import io.millrace.job.metrics.MetricNames;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Announces data files on a Kinesis stream, from any job: a record for each {@link DataFileV1}, compressed, in the form that
 * {@code docs/reference/commit-log.md} describes.
 *
 * <p>Delivery: at least once. What is not on the stream when a checkpoint is taken stands in the checkpoint. Records are
 * put in batches; of a batch that failed in part only what failed is put again, with growing pauses. When a limited number
 * of attempts in a row has put nothing, the job fails, with the last reason as the cause. No order is kept.
 *
 * <p>An announcement above the threshold goes to an object, when {@link DataFileSinkBuilder#largePayloads} says where. Of an
 * announcement too large for a record {@link DataFileSinkBuilder#onOversized} hears, and by default the job fails with an
 * {@link OversizedRecordException}; the others are not concerned.
 *
 * <p>A pipeline of Millrace's does not need it: its committer announces what it has committed.
 */
public final class DataFileSink extends AsyncSinkBase<DataFileV1, SinkEntry> {

    private static final long serialVersionUID = 1L;

    private final DataFileSinkSettings settings;

    DataFileSink(DataFileSinkSettings settings, DataFileConverter converter) {
        super(
                converter,
                KinesisPublisher.MAX_RECORDS,
                settings.maxInFlight(),
                settings.maxBuffered(),
                settings.maxBatchBytes(),
                settings.maxTimeInBuffer().toMillis(),
                settings.maxRecordSize().bytes(),
                settings.requestTimeout().toMillis(),
                false);
        this.settings = requireNonNull(settings, "settings");
    }

    /** Begins a sink; {@link DataFileSinkBuilder#stream} must be called. */
    public static DataFileSinkBuilder builder() {
        return new DataFileSinkBuilder();
    }

    @Override
    public DataFileSinkWriter createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public DataFileSinkWriter restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<SinkEntry>> restored) {
        String stream = settings.stream().name();
        StreamMetrics metrics = new StreamMetrics(context.metricGroup().addGroup(MetricNames.GROUP), stream);
        return new DataFileSinkWriter(
                (DataFileConverter) getElementConverter(),
                context,
                settings.writer(),
                restored,
                new RecordSender(stream, settings.publishers().open(), metrics),
                metrics,
                settings::patience,
                settings.oversized());
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<SinkEntry>> getWriterStateSerializer() {
        return new SinkEntrySerializer();
    }
}
