package io.millrace.job.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A Kinesis server that node runs, in a process of its own. */
abstract class NodeKinesisServer implements KinesisServer {

    private final NodeServer server;
    private final KinesisClient client;

    /**
     * Starts it. Skips the test where there is no node.
     *
     * @param name for the log and for errors
     * @param directory where it keeps its log
     * @param environment for the process, beside the test's own
     * @param command gives for a port what starts it there
     */
    NodeKinesisServer(String name, Path directory, Map<String, String> environment, IntFunction<List<String>> command) {
        int port = NodeServer.freePort();
        try {
            server = new NodeServer(name, new Processes(directory), environment, command.apply(port), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        client = KinesisServer.client(server.endpoint());
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

    /** Starts it again on the same port. */
    public void restart() {
        server.start();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
