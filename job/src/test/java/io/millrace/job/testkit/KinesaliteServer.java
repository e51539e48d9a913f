package io.millrace.job.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A Kinesis server (kinesalite) in a process of its own, for volume: streams, shards, splits and merges as the service has
 * them, but no enhanced fan-out, and no call by a stream's ARN. Its streams are on disk, and survive {@link #stop} and
 * {@link #restart}.
 *
 * <p>What it does otherwise than Kinesis: it never throttles, knows no trim horizon but the age of single records, and
 * never answers a request for an iterator at a timestamp after the last record of a shard.
 */
public final class KinesaliteServer implements KinesisServer {

    private final NodeServer server;
    private final KinesisClient client;

    private KinesaliteServer(NodeServer server) {
        this.server = server;
        this.client = KinesisServer.client(server.endpoint());
    }

    /**
     * A running server without streams. Skips the test where there is no node.
     *
     * @param directory where it keeps its data and its log
     */
    public static KinesaliteServer start(Path directory) {
        int port = NodeServer.freePort();
        NodeServer server;
        try {
            server = new NodeServer(
                    "kinesalite",
                    new Processes(directory),
                    Map.of(),
                    NodeServers.command(
                            "kinesalite.js",
                            Integer.toString(port),
                            directory.resolve("kinesalite").toAbsolutePath().toString()),
                    port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        return new KinesaliteServer(server);
    }

    @Override
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public KinesisClient client() {
        return client;
    }

    /** Ends the process: clients get "connection refused". */
    public void stop() {
        server.stop();
    }

    /** Starts it again on the same port with the same streams. */
    public void restart() {
        server.start();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
