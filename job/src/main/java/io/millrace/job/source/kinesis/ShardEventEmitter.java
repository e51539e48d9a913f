package io.millrace.job.source.kinesis;

import io.millrace.model.RawMessage;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Emits a message at the time it arrived in the stream, and remembers that it did. On the task thread. */
final class ShardEventEmitter implements RecordEmitter<ShardEvent, RawMessage, ShardState> {

    @Override
    public void emitRecord(ShardEvent event, SourceOutput<RawMessage> output, ShardState state) {
        if (event.message() != null) {
            output.collect(event.message(), event.message().origin().sentAtMillis());
        }
        state.emitted(event);
    }
}
