package io.millrace.job.testkit;

import java.nio.file.Path;
import java.util.Map;

/**
 * A Kinesis server (kinesalite) in a process of its own, for volume: streams, shards, splits and merges as the service has
 * them, but no enhanced fan-out, and no call by a stream's ARN. Its streams are on disk, and survive {@link #stop} and
 * {@link #restart}.
 *
 * <p>What it does otherwise than Kinesis: it never throttles, knows no trim horizon but the age of single records, and
 * never answers a request for an iterator at a timestamp after the last record of a shard.
 */
public final class KinesaliteServer extends NodeKinesisServer {

    private KinesaliteServer(Path directory) {
        super(
                "kinesalite",
                directory,
                Map.of(),
                port -> NodeServers.command(
                        "kinesalite.js",
                        Integer.toString(port),
                        directory.resolve("kinesalite").toAbsolutePath().toString()));
    }

    /**
     * A running server without streams. Skips the test where there is no node.
     *
     * @param directory where it keeps its data and its log
     */
    public static KinesaliteServer start(Path directory) {
        return new KinesaliteServer(directory);
    }
}
