package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/** Buffers letters, batches them and keeps in checkpoints what is not sent, as Flink does; sends them by {@link LetterCalls}. */
final class LetterWriter extends AsyncSinkWriter<RoutedRecord, Letter> {

    private final LetterCalls calls;

    /** @param calls closed with this */
    LetterWriter(
            LetterConverter converter,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<Letter>> restored,
            LetterCalls calls) {
        super(converter, context, configuration, restored);
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    protected void submitRequestEntries(List<Letter> letters, ResultHandler<Letter> result) {
        calls.submit(letters, result);
    }

    @Override
    protected long getSizeInBytes(Letter letter) {
        return letter.size();
    }

    @Override
    public void close() {
        calls.close();
        super.close();
    }
}
