package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.GcsServer;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/millrace} with everything on {@code gs://}: input, files, their log, dead letters and checkpoints. What
 * {@link GcsServer} is, and what it is not, holds here, too.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class GoogleStorageIT {

    private static final Path EXAMPLE =
            Path.of(System.getProperty("project.root", ".."), "conf/examples/clicks-by-type-and-day.yaml");

    @TempDir
    private Path directory;

    private final List<String> clicks = Clicks.json(11, 40);
    private final GcsServer server = GcsServer.start().withBucket("lake");
    private Processes processes;

    @BeforeEach
    void prepare() throws Exception {
        processes = new Processes(directory.resolve("log"), directory);
        List<String> lines = new ArrayList<>(clicks);
        lines.add("{}");
        server.put("lake", "in/clicks/clicks.jsonl", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        Files.createDirectory(directory.resolve("hadoop"));
        Files.writeString(directory.resolve("hadoop/core-site.xml"), server.coreSite());
    }

    @AfterEach
    void stop() {
        processes.close();
        server.close();
    }

    @Test
    void aPipelineIsValidatedAndRunAndItsFilesAreAsAnnounced() throws Exception {
        assertThat(millrace(0, "validate", "--connect")).contains("valid, and its services answer", "1 file to read");
        assertThat(server.keys("lake")).containsExactly("in/clicks/clicks.jsonl");

        assertThat(millrace(0, "run", "--web-port", "0")).containsPattern("\n +rows +" + clicks.size() + "\n");
        assertThat(server.keys("lake")).anyMatch(key -> key.matches("out/event_type=.*\\.parquet"));

        assertThat(millrace(0, "commits verify")).contains("all as announced");
        Path files = Files.createDirectories(directory.resolve("files"));
        server.download("lake", "out/", files.resolve("out"));
        server.download("lake", "dead/", files.resolve("dead"));
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column(
                            "SELECT event_id FROM " + DuckDb.parquet(files.resolve("out")) + " ORDER BY event_id"))
                    .isEqualTo(duckdb.column("SELECT event_id::VARCHAR FROM "
                            + DuckDb.ndjson(Files.write(directory.resolve("sent.jsonl"), clicks))
                            + " ORDER BY event_id"));
            assertThat(duckdb.count(DuckDb.ndjson(files.resolve("dead")))).isOne();
        }
        assertThat(server.keys("lake"))
                .noneMatch(key -> key.startsWith(".inprogress/"))
                .anyMatch(key -> key.startsWith("state/"));
    }

    @Test
    void whatAFailureLeftIsFoundAndNotTakenAway() throws Exception {
        String left = ".inprogress/lake/out/event_type=page_view/part-1.parquet/0a1b2c3d-0123-4567-89ab-0123456789ab";
        server.put("lake", left, new byte[2_000]);
        server.put("lake", "out/event_type=page_view/part-0.parquet", new byte[1]);

        assertThat(millrace(0, "doctor"))
                .contains(
                        "note     gs://lake/out output.files.path: 1 hidden file that no checkpoint has made visible, 2.00 kB",
                        "ok       gs://lake/dead dead-letter.path: no hidden file of a failed attempt, below"
                                + " gs://lake/.inprogress/lake/dead",
                        "unknown  gs://lake/out output.files.path: which life-cycle rules the bucket has could not be told");
        assertThat(server.keys("lake"))
                .containsExactlyInAnyOrder("in/clicks/clicks.jsonl", left, "out/event_type=page_view/part-0.parquet");
    }

    @Test
    void aBucketThatIsNotThereIsAProblemOfItsKey() throws Exception {
        assertThat(millrace(1, "validate", "--connect", "--set", "output.files.path=gs://missing/out"))
                .contains("gs://missing/out output.files.path: cannot be written to: ", "1 problem");
    }

    /** Starts a command with the example, all of whose places are in the bucket, and returns what it prints. */
    private String millrace(int exitCode, String command, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add(EXAMPLE.toString());
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--set", "announce={}", "--set", "checkpoint.directory=gs://lake/state"));
        Processes.Child child = Launcher.installed()
                .start(
                        processes,
                        command.replace(' ', '-'),
                        Map.of(
                                "HADOOP_CONF_DIR",
                                directory.resolve("hadoop").toString(),
                                "INPUT",
                                "gs://lake/in/clicks",
                                "OUTPUT",
                                "gs://lake/out",
                                "DEAD_LETTERS",
                                "gs://lake/dead"),
                        arguments);
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).as(child.output()).isEqualTo(exitCode);
        return child.output();
    }
}
