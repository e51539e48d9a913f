package io.millrace.job.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A Kinesis server (kinesis-local) in a process of its own, for what kinesalite lacks: enhanced fan-out, an update of the
 * shard count, ARNs. Slow: good for some 10,000 records.
 *
 * <p>What it does otherwise than Kinesis: a subscription never tells of the end of a closed shard.
 */
public final class KinesisLocalServer implements KinesisServer {

    private final NodeServer server;
    private final KinesisClient client;

    private KinesisLocalServer(NodeServer server) {
        this.server = server;
        this.client = KinesisServer.client(server.endpoint());
    }

    /**
     * A running server without streams. Skips the test where there is no node.
     *
     * @param directory where it keeps its log
     */
    public static KinesisLocalServer start(Path directory) {
        int port = NodeServer.freePort();
        int tlsPort = NodeServer.freePort();
        NodeServer server;
        try {
            server = new NodeServer(
                    "kinesis-local",
                    new Processes(directory),
                    Map.of(
                            "LOG_LEVEL", "ERROR",
                            "CREATE_STREAM_DURATION", "20ms",
                            "DELETE_STREAM_DURATION", "20ms",
                            "SPLIT_SHARD_DURATION", "20ms",
                            "MERGE_SHARDS_DURATION", "20ms",
                            "UPDATE_SHARD_COUNT_DURATION", "20ms",
                            "REGISTER_STREAM_CONSUMER_DURATION", "20ms",
                            "DEREGISTER_STREAM_CONSUMER_DURATION", "20ms"),
                    NodeServers.command("kinesis-local.js", Integer.toString(port), Integer.toString(tlsPort)),
                    port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        return new KinesisLocalServer(server);
    }

    @Override
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public KinesisClient client() {
        return client;
    }

    /** Ends the process, and forgets its streams. */
    public void stop() {
        server.stop();
    }

    /** Starts it again on the same port, without streams. */
    public void restart() {
        server.start();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
