package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.quickstart.GeneratedClick;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README asks a newcomer to try: the quickstart, started as it says. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class QuickstartIT {

    private static final int EVENTS = 60_000;
    private static final String PIPELINE = Path.of(System.getProperty("project.root"), "conf", "quickstart.yaml")
            .toString();

    /** Where the run is started, and so where it leaves its state and its output. */
    @TempDir
    private Path directory;

    private Processes processes;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        processes = new Processes(directory.resolve("log"), directory);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    /** The queue's process is nobody's child: it is known by its log and its address. */
    @AfterEach
    void leaveNothing() {
        processes.close();
        ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.equals(queueUrl())))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void killedAndStoppedInTheMiddleItWritesEveryEventOnce() throws Exception {
        Processes.Child killed = run("killed", EVENTS);
        awaitFiles(killed, 1);
        killed.kill9();

        Processes.Child stopped = run("stopped", EVENTS);
        awaitFiles(stopped, files().size() + 1);
        stopped.terminate();
        assertThat(stopped.waitFor(2, TimeUnit.MINUTES)).as(stopped.output()).isEqualTo(143);

        Processes.Child finished = run("finished", EVENTS);
        assertThat(finished.waitFor(5, TimeUnit.MINUTES)).as(finished.output()).isZero();

        assertWritten(events(1, EVENTS));
        assertThat(processesOfTheQueue()).as("the queue ends with the run").isZero();
    }

    @Test
    void twiceInARowItWritesOtherEvents() throws Exception {
        for (int number = 1; number <= 2; number++) {
            Processes.Child run = run("run-" + number, 3_000);
            assertThat(run.waitFor(3, TimeUnit.MINUTES)).as(run.output()).isZero();
        }
        List<GeneratedClick> both = new ArrayList<>(events(1, 3_000));
        both.addAll(events(2, 3_000));
        assertWritten(both);
    }

    private Processes.Child run(String name, int events) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", PIPELINE, "--web-port", "0"));
        Map.of(
                        "source.sqs.endpoint",
                        "http://localhost:" + port,
                        "source.sqs.queue-url",
                        queueUrl(),
                        "source.sqs.visibility-timeout",
                        "10 s",
                        "checkpoint.interval",
                        "2 s",
                        "demo.events",
                        Integer.toString(events))
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return Launcher.installed().start(processes, name, Map.of("MILLRACE_JAVA_OPTS", "-Xmx1g"), arguments);
    }

    private String queueUrl() {
        return "http://localhost:" + port + "/000000000000/clicks";
    }

    private long processesOfTheQueue() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("QueueServer " + queueUrl()))
                .count();
    }

    private void awaitFiles(Processes.Child run, int count) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(run.isAlive()).as(run.output()).isTrue();
            return files().size() >= count;
        });
    }

    private List<Path> files() throws IOException {
        Path output = directory.resolve("out/quickstart/events");
        if (!Files.exists(output)) {
            return List.of();
        }
        Predicate<Path> visible = path -> path.toString().endsWith(".parquet")
                && !path.getFileName().toString().startsWith(".");
        try (Stream<Path> tree = Files.walk(output)) {
            return tree.filter(visible).toList();
        }
    }

    private static List<GeneratedClick> events(long seed, int count) {
        ClickGenerator generator = new ClickGenerator(seed, 0.01, 0.03);
        return LongStream.range(0, count).mapToObj(generator::event).toList();
    }

    private void assertWritten(List<GeneratedClick> events) {
        try (DuckDb duckdb = DuckDb.open()) {
            String rows = DuckDb.parquet(directory.resolve("out/quickstart/events"));
            Set<Object> good = events.stream()
                    .filter(click -> click.good() && !click.bot())
                    .map(GeneratedClick::eventId)
                    .collect(Collectors.toSet());
            assertThat(new HashSet<>(duckdb.column("SELECT DISTINCT event_id FROM " + rows)))
                    .isEqualTo(good);
            assertThat(duckdb.rows("SELECT event_id, line FROM " + rows + " GROUP BY ALL HAVING count(*) > 1"))
                    .as("rows that were written twice")
                    .isEmpty();

            Set<String> bad = events.stream()
                    .filter(click -> !click.good())
                    .map(GeneratedClick::json)
                    .collect(Collectors.toSet());
            Set<String> letters = duckdb
                    .column("SELECT payload_base64 FROM "
                            + DuckDb.ndjson(directory.resolve("out/quickstart/dead-letters")))
                    .stream()
                    .map(payload -> new String(Base64.getDecoder().decode((String) payload), StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            assertThat(letters).isEqualTo(bad);
        }
    }
}
