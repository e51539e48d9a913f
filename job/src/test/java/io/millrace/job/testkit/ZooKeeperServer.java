package io.millrace.job.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.awaitility.Awaitility;

/** The ZooKeeper server that Flink brings ({@code bin/zookeeper.sh}), in a JVM of its own, on a free port. */
public final class ZooKeeperServer implements AutoCloseable {

    private final Processes processes;
    private final int port;

    private ZooKeeperServer(Processes processes, int port) {
        this.processes = processes;
        this.port = port;
    }

    /** @param directory for its data and its log; a test's own */
    public static ZooKeeperServer start(Path directory) throws IOException {
        int port = freePort();
        Path configuration = Files.createDirectories(directory).resolve("zoo.cfg");
        // A session of somebody who was killed ends after two ticks at the earliest.
        Files.writeString(
                configuration,
                """
                tickTime=1000
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                server.1=127.0.0.1:%d:%d
                """
                        .formatted(directory.resolve("data"), port, freePort(), freePort()));
        Processes processes = new Processes(directory.resolve("log"));
        Processes.Child server = processes.startJava(
                "zookeeper",
                Map.of(),
                List.of("-Xmx128m", "-XX:+UseSerialGC"),
                FlinkLibraries.classPath(),
                FlinkZooKeeperQuorumPeer.class,
                List.of("--zkConfigFile", configuration.toString(), "--peerId", "1"));
        try {
            Awaitility.await()
                    .alias("ZooKeeper listens")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        if (!server.isAlive()) {
                            throw new AssertionError("ZooKeeper has ended:\n" + server.output());
                        }
                        return listens(port);
                    });
        } catch (Throwable e) {
            processes.close();
            throw e;
        }
        return new ZooKeeperServer(processes, port);
    }

    /** For {@code high-availability.zookeeper.quorum}. */
    public String quorum() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        processes.close();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
