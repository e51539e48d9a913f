package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.model.LostRange;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Emits a message at the time it arrived in the stream, and remembers that it did. What is missing before it goes with it, so
 * that no barrier comes in between. On the task thread.
 */
final class ShardEventEmitter implements RecordEmitter<ShardEvent, RawMessage, ShardState> {

    private static final byte[] NO_BODY = {};

    private final EmittedPages pages;

    ShardEventEmitter(EmittedPages pages) {
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public void emitRecord(ShardEvent event, SourceOutput<RawMessage> output, ShardState state) {
        if (event.lost() != null) {
            output.collect(newsOf(event.lost()));
        }
        if (event.message() != null) {
            output.collect(event.message(), event.message().origin().sentAtMillis());
        } else if (event.page() != null) {
            pages.emitted(event.page());
        }
        state.emitted(event);
    }

    private static RawMessage newsOf(LostRange lost) {
        return new RawMessage(MessageId.of(lost.source() + "/" + lost.position()), NO_BODY, Map.of(), lost);
    }
}
