package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server of {@link NodeServers} in a process of its own, which can be stopped and started again on its port. */
final class NodeServer implements AutoCloseable {

    private final String name;
    private final Processes processes;
    private final Map<String, String> environment;
    private final List<String> command;
    private final int port;
    private Processes.Child process;

    /**
     * @param name for the log and for errors
     * @param processes starts it; closed with this
     * @param environment for the process, beside the test's own
     * @param command starts it
     * @param port where it listens on the loopback interface
     */
    NodeServer(String name, Processes processes, Map<String, String> environment, List<String> command, int port) {
        this.name = name;
        this.processes = processes;
        this.environment = environment;
        this.command = command;
        this.port = port;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns when it takes connections. */
    void start() {
        try {
            process = processes.start(name, environment, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().alias(name + " takes connections")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::takesConnections);
    }

    /** SIGTERM, and the wait for its end: clients get "connection refused" from now on. */
    void stop() {
        try {
            process.terminate();
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " was stopping", e);
        }
    }

    @Override
    public void close() {
        processes.close();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takesConnections() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended:\n" + process.output());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
