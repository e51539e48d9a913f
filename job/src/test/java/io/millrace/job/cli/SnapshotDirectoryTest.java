package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDirectoryTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FIRST_JOB = "0123456789abcdef0123456789abcdef";
    private static final String SECOND_JOB = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path directory;

    @Test
    void aFirstStartFindsNothing() throws Exception {
        assertThat(snapshots().newest()).isEmpty();
        assertThat(new SnapshotDirectory(flink(directory.resolve("missing"))).newest())
                .isEmpty();
    }

    @Test
    void theHighestIdIsTheNewestWhicheverJobAndKindItIs() throws Exception {
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        complete("savepoint-0123-abc", 10, NOON);
        complete(SECOND_JOB + "/chk-12", 12, NOON);
        complete(FIRST_JOB + "/chk-2", 2, NOON.plusSeconds(60));

        Snapshot newest = snapshots().newest().orElseThrow();
        assertThat(newest.path()).endsWith(SECOND_JOB + "/chk-12");
        assertThat(newest.checkpointId()).isEqualTo(12);
        assertThat(newest.completed()).isEqualTo(NOON);
    }

    @Test
    void theOldestIsTheOneThatWasCompletedFirst() throws Exception {
        assertThat(snapshots().oldest()).isEmpty();
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        complete("savepoint-0123-abc", 2, NOON.minusSeconds(60));
        complete(SECOND_JOB + "/chk-1", 1, NOON.plusSeconds(60));

        assertThat(snapshots().oldest()).contains(NOON.minusSeconds(60));
    }

    @Test
    void aSavepointThatIsNewerThanTheCheckpointsIsTheNewest() throws Exception {
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        complete("savepoint-0123-abc", 10, NOON);

        assertThat(snapshots().newest().orElseThrow().path()).endsWith("savepoint-0123-abc");
    }

    @Test
    void aCheckpointThatWasNeverCompletedIsNone() throws Exception {
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        Files.createDirectories(directory.resolve(FIRST_JOB + "/chk-10"));
        Files.writeString(directory.resolve(FIRST_JOB + "/chk-10/state-of-a-task"), "…");
        Files.writeString(directory.resolve(FIRST_JOB + "/chk-10/._metadata.inprogress.1234"), "half");

        assertThat(snapshots().newest().orElseThrow().checkpointId()).isEqualTo(9);
    }

    @Test
    void goingOnBehindADamagedNewestOneIsAPersonsDecision() throws Exception {
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        damaged(FIRST_JOB + "/chk-10", NOON.plusSeconds(10));

        assertThatThrownBy(() -> snapshots().newest())
                .isInstanceOf(UnusableStateException.class)
                .hasMessageContaining("chk-10")
                .hasMessageContaining("could lose rows")
                .hasMessageContaining("chk-9")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aDamagedOneWithNothingElseIsAPersonsDecisionToo() throws Exception {
        damaged("savepoint-0123-abc", NOON);

        assertThatThrownBy(() -> snapshots().newest())
                .isInstanceOf(UnusableStateException.class)
                .hasMessageContaining("savepoint-0123-abc")
                .hasMessageNotContaining("the one before it");
    }

    @Test
    void aDamagedOneThatIsOlderDoesNotMatter() throws Exception {
        damaged(FIRST_JOB + "/chk-8", NOON.minusSeconds(10));
        complete(FIRST_JOB + "/chk-9", 9, NOON);

        assertThat(snapshots().newest().orElseThrow().checkpointId()).isEqualTo(9);
    }

    @Test
    void clearingRemovesSnapshotsAndNothingElse() throws Exception {
        complete(FIRST_JOB + "/chk-9", 9, NOON);
        complete("savepoint-0123-abc", 10, NOON);
        Files.createDirectories(directory.resolve(FIRST_JOB + "/shared"));
        Files.writeString(directory.resolve("lock"), "process 1");
        Files.createDirectories(directory.resolve("queue"));

        snapshots().clear();

        try (var left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("lock", "queue");
        }
        assertThat(snapshots().newest()).isEmpty();
    }

    @Test
    void aDirectoryWithASpaceInItsNameIsADirectoryToo() throws Exception {
        Path spaced = Files.createDirectories(directory.resolve("my state"));
        write(spaced.resolve("savepoint-1"), 1, NOON);

        Snapshot newest = new SnapshotDirectory(flink(spaced)).newest().orElseThrow();
        assertThat(Display.place(newest.path())).endsWith("my state/savepoint-1");
    }

    private SnapshotDirectory snapshots() {
        return new SnapshotDirectory(flink(directory));
    }

    private static org.apache.flink.core.fs.Path flink(Path path) {
        return new org.apache.flink.core.fs.Path("file", null, path.toString());
    }

    private void complete(String path, long id, Instant at) throws IOException {
        write(directory.resolve(path), id, at);
    }

    private static void write(Path path, long id, Instant at) throws IOException {
        Path metadata = Files.createDirectories(path).resolve("_metadata");
        try (OutputStream out = Files.newOutputStream(metadata)) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(id, List.of(), List.of()), out);
        }
        Files.setLastModifiedTime(metadata, FileTime.from(at));
    }

    private void damaged(String path, Instant at) throws IOException {
        Path metadata = Files.createDirectories(directory.resolve(path)).resolve("_metadata");
        Files.write(metadata, new byte[0]);
        Files.setLastModifiedTime(metadata, FileTime.from(at));
    }
}
