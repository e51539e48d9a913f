package io.millrace.job.source.kinesis;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From the enumerator: a completed checkpoint of its own has these shards as finished; readers need not keep them.
 *
 * @param shardIds their ids
 */
record SettledShards(List<String> shardIds) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    SettledShards {
        shardIds = List.copyOf(shardIds);
    }
}
