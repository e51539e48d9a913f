package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.commit.SinkHarness.Snapshot;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store of files keeps to, as the output of a job uses it: files are whole or not there, a commit that is
 * repeated changes nothing, and everything is called exactly what it should be.
 */
@Timeout(300)
abstract class StoreContract {

    private static final long NUMBERS = 30_000;

    /** Several parts of an upload, and no whole number of them. */
    private static final int LONG_LINES = 3_000;

    private static final String LONG_LINE = "x".repeat(4_500);

    @TempDir
    Path temporary;

    @BeforeEach
    void calm() {
        Chaos.none();
        NumbersJob.ANNOUNCED.clear();
    }

    /** The path of a directory of the store, in which nothing is yet. */
    abstract String place(String name);

    /** The files under a place that a reader would take for data, by their path under it, in order. */
    abstract List<String> visible(String place) throws IOException;

    /** Copies the visible files of a place to where any program can read them. */
    abstract void download(String place, Path to) throws IOException;

    /** What failures may leave behind; nothing of it may be visible. */
    void assertOnlyWhatIsExpectedIsLeftBehind(String place) throws IOException {}

    @Test
    void aFileIsThereAsAWholeWithItsCheckpointAndNotBefore() throws Exception {
        String place = place("whole");
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(place))) {
            for (int i = 0; i < LONG_LINES; i++) {
                sink.write(Lines.record("a", i + LONG_LINE));
            }
            assertThat(visible(place)).isEmpty();
            sink.barrier(1);
            assertThat(visible(place)).isEmpty();

            sink.complete(1);

            assertThat(visible(place)).hasSize(1).allMatch(name -> name.startsWith("a/part-"));
        }
        assertThat(lines(place))
                .containsExactlyElementsOf(IntStream.range(0, LONG_LINES)
                        .mapToObj(i -> i + LONG_LINE)
                        .toList());
    }

    @Test
    void whatNoCheckpointHoldsIsNeverThere() throws Exception {
        String place = place("abandoned");
        Snapshot before;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(place))) {
            before = sink.barrier(1);
            sink.complete(1);
            for (int i = 0; i < LONG_LINES; i++) {
                sink.write(Lines.record("a", i + LONG_LINE));
            }
            // Its checkpoint fails, and then the job.
            sink.barrier(2);
            sink.write(Lines.record("a", "open"));
        }
        try (SinkHarness sink = SinkHarness.restore(SinkHarness.lines(place), before)) {
            assertThat(visible(place)).isEmpty();
            sink.write(Lines.record("a", "again"));
            sink.barrier(3);
            sink.complete(3);
        }
        assertThat(lines(place)).containsExactly("again");
        assertOnlyWhatIsExpectedIsLeftBehind(place);
    }

    @Test
    void aKillBetweenCheckpointAndCommitLosesNothing() throws Exception {
        String place = place("killed");
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(place))) {
            sink.write(Lines.record("a", "one"));
            sink.write(Lines.record("b", "two"));
            snapshot = sink.barrier(1);
            sink.write(Lines.record("a", "written again after the restart"));
        }
        assertThat(visible(place)).isEmpty();

        SinkHarness.restore(SinkHarness.lines(place), snapshot).close();

        assertThat(lines(place)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aCommitThatIsRepeatedChangesNothing() throws Exception {
        String place = place("repeated");
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(place))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
            sink.complete(1);
        }
        List<String> committed = visible(place);

        SinkHarness.restore(SinkHarness.lines(place), snapshot).close();
        SinkHarness.restore(SinkHarness.lines(place), snapshot).close();

        assertThat(visible(place)).isEqualTo(committed).hasSize(1);
        assertThat(lines(place)).containsExactly("one");
    }

    @Test
    void directoriesAreCalledExactlyWhatIsWritten() throws Exception {
        List<String> places = List.of("all rows", "größe 東京", "a%20b", "50% of all", "it's (a) +1 & =");
        List<String> partitions = List.of("type=größe", "type=50%25%20off", "type=😀", "type=a+b");
        for (String name : places) {
            String place = place(name);
            try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(place))) {
                for (String partition : partitions) {
                    sink.write(Lines.record(partition, partition));
                }
                sink.barrier(1);
                sink.complete(1);
            }
            assertThat(visible(place).stream()
                            .map(file -> file.substring(0, file.lastIndexOf('/')))
                            .toList())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(partitions);
            assertThat(lines(place)).containsExactlyInAnyOrderElementsOf(partitions);
        }
    }

    @Test
    void everyRowIsInFilesOnceAfterFailuresAtEveryPoint() throws Exception {
        String place = place("numbers");
        Chaos.plan(3, 43);
        NumbersJob.job(
                        NUMBERS,
                        NumbersJob.output(new OutputPath(place), Written.parquet(ParquetConfig.Compression.ZSTD)),
                        2,
                        null,
                        false)
                .execute();

        assertThat(Chaos.happened().values()).hasSize(4).containsOnly(3);
        assertThat(NumbersJob.ANNOUNCED)
                .as("every file that is visible was announced, and nothing else is visible")
                .containsExactlyInAnyOrderElementsOf(
                        visible(place).stream().map(file -> place + "/" + file).toList());
        assertOnlyWhatIsExpectedIsLeftBehind(place);
        Path files = copy(place);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids, min(id) AS low, max(id) AS high"
                            + " FROM " + DuckDb.parquet(files)))
                    .containsExactly(Map.of("n", NUMBERS, "ids", NUMBERS, "low", 0L, "high", NUMBERS - 1));
        }
    }

    private List<String> lines(String place) throws IOException {
        return Lines.visible(copy(place));
    }

    private Path copy(String place) throws IOException {
        Path to = Files.createTempDirectory(temporary, "copy");
        download(place, to);
        return to;
    }
}
