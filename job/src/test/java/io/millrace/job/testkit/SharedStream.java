package io.millrace.job.testkit;

import io.millrace.job.aws.KinesisStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A stream in this JVM for every reader and enumerator of the jobs that run in it; none of them closes it. */
public final class SharedStream extends ForwardingKinesisStream {

    private static final Map<String, KinesisStream> STREAMS = new ConcurrentHashMap<>();

    private SharedStream(KinesisStream stream) {
        super(stream);
    }

    /** Opens {@code stream} wherever a job of this JVM runs. */
    public static KinesisStream.Factory of(KinesisStream stream) {
        String key = UUID.randomUUID().toString();
        STREAMS.put(key, stream);
        return () -> new SharedStream(STREAMS.get(key));
    }

    @Override
    public void close() {
        // Others read on.
    }
}
