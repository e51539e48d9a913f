package io.millrace.job.source.kinesis;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader that starts: what it brings out of a checkpoint, if anything.
 *
 * @param active shards that it reads on
 * @param finished ids of shards that it had finished
 */
record HeldShards(List<KinesisSplit> active, List<String> finished) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    HeldShards {
        active = List.copyOf(active);
        finished = List.copyOf(finished);
    }
}
