package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String JOB = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void theOldestCheckpointIsThatOfALocalRunOrOfACluster() throws Exception {
        assertThat(oldest()).isEmpty();
        complete("small/" + JOB + "/chk-9", NOON);
        assertThat(oldest()).contains(NOON);
        complete(JOB + "/chk-7", NOON.minusSeconds(60));
        assertThat(oldest()).contains(NOON.minusSeconds(60));
        complete("small/savepoint-0123-abc", NOON.minusSeconds(90));
        assertThat(oldest()).contains(NOON.minusSeconds(90));
    }

    private Optional<Instant> oldest() throws Exception {
        PipelineConfig config = ConfigLoader.parse(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  stdout: {}
                dead-letter:
                  path: dead
                checkpoint: {}
                """,
                "small.yaml",
                Map.of("checkpoint.directory", directory.toString()),
                name -> null);
        return Doctor.oldestCheckpoint(
                config, new SnapshotDirectory(PipelineRunner.snapshots(config, directory.resolve("none"))));
    }

    private void complete(String snapshot, Instant completed) throws Exception {
        Path metadata = directory.resolve(snapshot).resolve("_metadata");
        Files.createDirectories(metadata.getParent());
        Files.writeString(metadata, "not read");
        Files.setLastModifiedTime(metadata, FileTime.from(completed));
    }
}
