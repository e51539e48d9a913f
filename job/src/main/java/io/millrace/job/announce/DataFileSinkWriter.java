package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.proto.DataFileV1;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/**
 * Puts batches on the stream, each by a thread that pauses and tries again what failed. Closing interrupts them: what they
 * had not put by then was not in a checkpoint as done.
 */
final class DataFileSinkWriter extends AsyncSinkWriter<DataFileV1, SinkEntry> {

    private final RecordSender sender;
    private final Supplier<Patience> patience;
    private final OversizedRecords oversized;
    private final ExecutorService calls;

    /** @param sender closed with this */
    DataFileSinkWriter(
            DataFileConverter converter,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<SinkEntry>> restored,
            RecordSender sender,
            StreamMetrics metrics,
            Supplier<Patience> patience,
            OversizedRecords oversized) {
        super(converter, context, configuration, restored);
        this.sender = requireNonNull(sender, "sender");
        this.patience = requireNonNull(patience, "patience");
        this.oversized = requireNonNull(oversized, "oversized");
        converter.open(metrics::largePayload, System::currentTimeMillis);
        calls = Executors.newFixedThreadPool(configuration.getMaxInFlightRequests(), task -> {
            Thread thread = new Thread(task, "data-file-sink");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void write(DataFileV1 file, Context context) throws IOException, InterruptedException {
        try {
            super.write(file, context);
        } catch (OversizedRecordException e) {
            // Thrown before anything is kept of it.
            oversized.accept(e);
        }
    }

    @Override
    protected void submitRequestEntries(List<SinkEntry> entries, ResultHandler<SinkEntry> result) {
        calls.execute(() -> {
            try {
                sender.send(entries.stream().map(SinkEntry::outgoing).toList(), patience.get());
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(e);
                return;
            }
            result.complete();
        });
    }

    @Override
    protected long getSizeInBytes(SinkEntry entry) {
        return entry.outgoing().size();
    }

    @Override
    public void close() {
        calls.shutdownNow();
        sender.close();
        super.close();
    }
}
