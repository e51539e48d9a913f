package io.millrace.job.source.kinesis;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: the last record of these shards has been emitted.
 *
 * @param shardIds their ids
 */
record FinishedShards(List<String> shardIds) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    FinishedShards {
        shardIds = List.copyOf(shardIds);
    }
}
