package io.millrace.job.source.sqs;

import io.millrace.job.config.QueueUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the queue's URL in UTF-8. */
final class SqsEnumeratorStateSerializer implements SimpleVersionedSerializer<SqsEnumeratorState> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SqsEnumeratorState state) {
        return state.queueUrl().value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SqsEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("the source's state in this checkpoint has version " + version
                    + ", but this program knows only version " + VERSION);
        }
        return new SqsEnumeratorState(new QueueUrl(new String(serialized, StandardCharsets.UTF_8)));
    }
}
