package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of the embedded queue, as the job's process sees it: started when none is there, found and used again when
 * one is, and told to end.
 */
final class QueueProcess {

    private static final Logger LOG = LoggerFactory.getLogger(QueueProcess.class);

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    /** For a server of ours that is about to end, or not yet ready. */
    private static final Duration UNCLEAR_PATIENCE = Duration.ofSeconds(8);
    /** For what may be such a server that breaks off connections. */
    private static final Duration STRANGER_PATIENCE = Duration.ofSeconds(2);
    /** A client that waits in a long poll is not idle. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(25);

    private final QueueAddress address;
    private final Path directory;
    private final QueueControl control;
    private final String token;

    private QueueProcess(QueueAddress address, Path directory, QueueControl control, String token) {
        this.address = address;
        this.directory = directory;
        this.control = control;
        this.token = requireNonNull(token, "token");
    }

    /**
     * Finds the queue's process or starts it; the queue can be used when this returns.
     *
     * @param directory where the state and the log of the process are kept
     * @throws DemoException when the port belongs to something else, or the process does not start
     */
    static QueueProcess ensure(QueueAddress address, Path directory, Duration idleTimeout)
            throws DemoException, IOException, InterruptedException {
        QueueControl control = new QueueControl(address);
        JsonFile<QueueState> file = QueueState.file(directory);
        Process started = null;
        boolean starting = false;
        long since = System.nanoTime();
        while (true) {
            QueueControl.Found found = control.find();
            String known = file.read().map(QueueState::token).orElse("");
            if (found instanceof QueueControl.Queue queue && queue.token().equals(known)) {
                return new QueueProcess(address, directory, control, known);
            }
            if (found instanceof QueueControl.Nobody && started == null) {
                started = spawn(address, directory, idleTimeout);
                starting = true;
                since = System.nanoTime();
            } else if (starting && !started.isAlive()) {
                // What was found may be the last word of a server that could not start: look again, with new patience.
                starting = false;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience(found, starting).toNanos()) {
                if (starting) {
                    started.destroyForcibly();
                }
                throw found instanceof QueueControl.Nobody ? notStarted(directory) : taken(address, found);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Names the queue: another token is another queue, even at the same address. */
    String token() {
        return token;
    }

    /** Deletes the queue, whereupon its process ends, and waits until the address is free. */
    void end() throws IOException, InterruptedException {
        control.delete();
        long start = System.nanoTime();
        while (!(control.find() instanceof QueueControl.Nobody)) {
            if (System.nanoTime() - start > UNCLEAR_PATIENCE.toNanos()) {
                LOG.warn("The process of {} has not ended yet; see {}", address.url(), log(directory));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static Process spawn(QueueAddress address, Path directory, Duration idleTimeout) throws IOException {
        Files.createDirectories(directory);
        Duration idle = idleTimeout.compareTo(LONGEST_REQUEST) > 0 ? idleTimeout : LONGEST_REQUEST;
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACHED, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        command.add("-Dlog4j2.configurationFile=classpath:io/millrace/job/quickstart/queue-log4j2.properties");
        command.add(QueueServer.class.getName());
        command.addAll(List.of(address.url().value(), UUID.randomUUID().toString()));
        command.addAll(List.of(directory.toAbsolutePath().toString(), Long.toString(idle.toMillis())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log(directory).toFile());
        // Not as an argument, for the sake of whoever looks at the list of processes.
        builder.environment().put("CLASSPATH", classPath());
        return builder.start();
    }

    /** This process's own; bin/millrace keeps the server's libraries apart from it, and says where. */
    private static String classPath() {
        String own = System.getProperty("java.class.path");
        String queue = System.getProperty("millrace.queue.classpath");
        return queue == null ? own : own + File.pathSeparator + queue;
    }

    /**
     * Signals that a terminal sends to the job's process group must not reach the queue: it gets a session of its own
     * where the system has the tool for that, and ignores them in any case, which its JVM respects.
     */
    private static final String DETACHED =
            "trap '' HUP INT; if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; else exec \"$@\"; fi";

    private static Duration patience(QueueControl.Found found, boolean starting) {
        if (starting) {
            return START_PATIENCE;
        }
        if (found instanceof QueueControl.Nobody) {
            return Duration.ZERO;
        }
        return found instanceof QueueControl.Stranger ? STRANGER_PATIENCE : UNCLEAR_PATIENCE;
    }

    private static DemoException notStarted(Path directory) throws IOException {
        return new DemoException(
                "the embedded queue did not start; its log, " + log(directory) + ", ends:\n" + tail(log(directory)));
    }

    private static DemoException taken(QueueAddress address, QueueControl.Found found) throws IOException {
        String what;
        if (found instanceof QueueControl.Stranger stranger) {
            what = stranger.description();
        } else if (found instanceof QueueControl.NoQueue) {
            what = "it is an SQS server without the queue '" + address.queueName() + "'";
        } else {
            what = "it is the embedded queue of another directory's run";
        }
        QueueAddress free = address.at(freePort());
        return new DemoException("port " + address.port() + " is taken by something that is not this pipeline's queue: "
                + what + "; choose another port, such as\n  --set source.sqs.endpoint=http://" + free.host() + ":"
                + free.port() + " --set source.sqs.queue-url=" + free.url());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("queue.log");
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - 2000)).strip();
    }
}
