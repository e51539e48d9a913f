package io.millrace.job.testkit;

import java.nio.file.Path;
import java.util.Map;

/**
 * A Kinesis server (kinesis-local) in a process of its own, for what kinesalite lacks: enhanced fan-out, an update of the
 * shard count, ARNs. Slow: good for some 10,000 records. Its streams are in memory, and gone with {@link #stop}.
 *
 * <p>What it does otherwise than Kinesis: a subscription never tells of the end of a closed shard.
 */
public final class KinesisLocalServer extends NodeKinesisServer {

    private static final Map<String, String> QUICK = Map.of(
            "LOG_LEVEL", "ERROR",
            "CREATE_STREAM_DURATION", "20ms",
            "DELETE_STREAM_DURATION", "20ms",
            "SPLIT_SHARD_DURATION", "20ms",
            "MERGE_SHARDS_DURATION", "20ms",
            "UPDATE_SHARD_COUNT_DURATION", "20ms",
            "REGISTER_STREAM_CONSUMER_DURATION", "20ms",
            "DEREGISTER_STREAM_CONSUMER_DURATION", "20ms");

    private KinesisLocalServer(Path directory) {
        super(
                "kinesis-local",
                directory,
                QUICK,
                port -> NodeServers.command(
                        "kinesis-local.js", Integer.toString(port), Integer.toString(NodeServer.freePort())));
    }

    /**
     * A running server without streams. Skips the test where there is no node.
     *
     * @param directory where it keeps its log
     */
    public static KinesisLocalServer start(Path directory) {
        return new KinesisLocalServer(directory);
    }
}
