package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.commit.SinkHarness.Heard;
import io.millrace.job.commit.SinkHarness.Snapshot;
import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RollConfig;
import io.millrace.job.error.OutputException;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.CommittedFile;
import io.millrace.model.ErrorKind;
import io.millrace.model.LogEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileOutputTest {

    private static final RollConfig AT_CHECKPOINTS = SinkHarness.roll(null, null, null, null, null);

    @TempDir
    Path out;

    @Test
    void rowsAreInvisibleUntilTheirCheckpointIsComplete() throws Exception {
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            assertThat(Lines.visibleFiles(out)).isEmpty();
            sink.barrier(1);
            sink.write(Lines.record("a", "two"));
            assertThat(Lines.visibleFiles(out)).isEmpty();

            sink.complete(1);

            assertThat(Lines.visible(out)).containsExactly("one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all rows", "a%20b", "50% of all", "größer"})
    void theDirectoryIsCalledExactlyWhatIsWritten(String name) throws Exception {
        Path directory = out.resolve(name);
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(directory))) {
            sink.write(Lines.record("a", "one"));
            sink.barrier(1);
            sink.complete(1);
        }
        assertThat(Lines.visible(directory)).containsExactly("one");
        assertThat(out).isDirectoryContaining(found -> found.equals(directory));
    }

    @Test
    void aFileIsNamedByPrefixRandomIdAndCounterWithoutAClock() throws Exception {
        try (SinkHarness sink = SinkHarness.start(
                SinkHarness.lines(out, SinkHarness.roll(null, null, 1L, null, null), CommitListener.NONE))) {
            sink.write(Lines.record("2026/01/02/03", "one"));
            sink.write(Lines.record("2026/01/02/03", "two"));
            sink.barrier(1);
            sink.complete(1);
        }
        String name = "2026/01/02/03/part-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertThat(Lines.visibleFiles(out))
                .satisfiesExactly(first -> assertThat(first).matches(name + "-0\\.txt"), second -> assertThat(second)
                        .matches(name + "-1\\.txt"));
    }

    @Test
    void theListenerHearsWhatEachFileHoldsAndWithWhichCheckpointItCame() throws Exception {
        CommitListener listener = Heard.listener();
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out, AT_CHECKPOINTS, listener))) {
            sink.write(Lines.record("p=1", "one", 5_000_000, 100));
            sink.write(Lines.record("p=1", "three", -7, 20));
            sink.write(Lines.record("p=1", "none", RoutedRecord.NO_EVENT_TIME, 3));
            sink.write(Lines.record("", "root"));
            sink.barrier(7);
            assertThat(Heard.FILES).isEmpty();
            sink.complete(7);
        }
        assertThat(Heard.FILES).hasSize(2);
        CommittedFile inPartition = Heard.FILES.stream()
                .filter(file -> !file.partition().isEmpty())
                .findFirst()
                .orElseThrow();
        String name = Path.of(inPartition.path()).getFileName().toString();
        assertThat(inPartition)
                .isEqualTo(new CommittedFile(
                        out.resolve("p=1").resolve(name).toString(),
                        "p=1",
                        "lines",
                        "Line",
                        "0a1b",
                        3,
                        Files.size(Path.of(inPartition.path())),
                        123,
                        -7L,
                        5_000_000L,
                        7,
                        Files.getLastModifiedTime(Path.of(inPartition.path())).toMillis(),
                        List.of(),
                        List.of()));
        assertThat(Heard.FILES)
                .filteredOn(file -> file.partition().isEmpty())
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.minEventTimeMicros()).isNull();
                    assertThat(file.maxEventTimeMicros()).isNull();
                });
    }

    @Test
    void filesOfSeveralCheckpointsBecomeVisibleWithTheNotificationThatArrives() throws Exception {
        CommitListener listener = Heard.listener();
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out, AT_CHECKPOINTS, listener))) {
            sink.write(Lines.record("a", "one"));
            sink.barrier(1);
            sink.write(Lines.record("a", "two"));
            sink.barrier(2);
            sink.complete(2);
        }
        assertThat(Lines.visible(out)).containsExactlyInAnyOrder("one", "two");
        assertThat(Heard.FILES).extracting(CommittedFile::checkpointId).containsExactly(1L, 2L);
    }

    @Test
    void aKillBetweenCheckpointAndNotificationLosesNothing() throws Exception {
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
            sink.write(Lines.record("a", "written again after the restart"));
        }
        assertThat(Lines.visibleFiles(out)).isEmpty();

        SinkHarness.restore(SinkHarness.lines(out), snapshot).close();

        assertThat(Lines.visible(out)).containsExactly("one");
    }

    @Test
    void filesThatAreVisibleAlreadyAreCommittedAgainWithoutHarm() throws Exception {
        CommitListener listener = Heard.listener();
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out, AT_CHECKPOINTS, listener))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
            sink.complete(1);
        }
        SinkHarness.restore(SinkHarness.lines(out, AT_CHECKPOINTS, listener), snapshot)
                .close();

        assertThat(Lines.visible(out)).containsExactly("one");
        assertThat(Heard.FILES).hasSize(2).allMatch(Heard.FILES.get(0)::equals);
    }

    @Test
    void allFilesAreVisibleBeforeTheFirstIsAnnouncedAndAllAreAnnouncedAgainAfterAFailure() throws Exception {
        CommitListener listener = Heard.listener();
        Heard.failures = 1;
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out, AT_CHECKPOINTS, listener))) {
            sink.write(Lines.record("a", "one"));
            sink.write(Lines.record("b", "two"));
            snapshot = sink.barrier(1);
            assertThatThrownBy(() -> sink.complete(1)).hasMessage("nobody home");
        }
        assertThat(Lines.visible(out)).containsExactlyInAnyOrder("one", "two");
        assertThat(Heard.FILES).hasSize(1);

        SinkHarness.restore(SinkHarness.lines(out, AT_CHECKPOINTS, listener), snapshot)
                .close();

        assertThat(Lines.visible(out)).containsExactlyInAnyOrder("one", "two");
        assertThat(Heard.FILES).hasSize(3).extracting(CommittedFile::partition).contains("a", "b");
    }

    @Test
    void allFilesOfACheckpointAreVisibleWhenTheyAreAnnouncedAndAnnouncedAgainAfterAFailureInBetween() throws Exception {
        CommitListener listener = Heard.listener();
        Heard.failures = 1;
        Announced.CALLS.clear();
        Snapshot snapshot;
        FileOutput output = SinkHarness.lines(out, AT_CHECKPOINTS, listener, new Announced());
        try (SinkHarness sink = SinkHarness.start(output)) {
            sink.write(Lines.record("a", "one"));
            sink.write(Lines.record("b", "two"));
            snapshot = sink.barrier(1);
            assertThatThrownBy(() -> sink.complete(1)).hasMessage("nobody home");
        }
        assertThat(Announced.CALLS).as("killed between commit and announcement").isEmpty();

        SinkHarness.restore(output, snapshot).close();
        SinkHarness.restore(output, snapshot).close();

        assertThat(Announced.CALLS)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call).hasSize(2).allMatch(path -> Files.exists(Path.of(path))));
    }

    /** Remembers what is announced; static, because the sink is serialized. */
    private record Announced() implements Announcer.Factory {

        private static final List<List<String>> CALLS = new ArrayList<>();

        @Override
        public Announcer open(MetricGroup metrics) {
            return new Announcer() {
                @Override
                public void announce(List<? extends LogEntry> entries) {
                    CALLS.add(entries.stream()
                            .map(entry -> ((CommittedFile) entry).path())
                            .filter(path -> Files.exists(Path.of(path)))
                            .toList());
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void aCommitThatFailsHalfWayIsFinishedByTheNextTry() throws Exception {
        CommitListener listener = Heard.listener();
        FileOutput output = SinkHarness.lines(out, SinkHarness.roll(null, null, 1L, null, null), listener);
        Snapshot snapshot;
        Path inTheWay;
        try (SinkHarness sink = SinkHarness.start(output)) {
            for (String text : List.of("one", "two", "three")) {
                sink.write(Lines.record("a", text));
            }
            snapshot = sink.barrier(1);
            inTheWay =
                    Path.of(sink.closed.get(1).file().getPendingFile().getPath().getPath());
            Files.createDirectories(inTheWay.resolve("not-empty"));
            assertThatThrownBy(() -> sink.complete(1))
                    .isInstanceOfSatisfying(
                            OutputException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SINK_WRITE))
                    .hasMessageStartingWith("sink-write: committing file:" + inTheWay + " failed");
        }
        assertThat(Lines.visible(out)).containsExactly("one");
        assertThat(Heard.FILES).isEmpty();

        Files.delete(inTheWay.resolve("not-empty"));
        Files.delete(inTheWay);
        SinkHarness.restore(output, snapshot).close();

        assertThat(Lines.visible(out)).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(Heard.FILES).hasSize(3);
    }

    @Test
    void aFileThatSomebodyRemovedBeforeItsCommitIsNotPassedOverInSilence() throws Exception {
        Snapshot snapshot;
        String path;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
            path = sink.closed.get(0).file().getPendingFile().getPath().getPath();
        }
        try (Stream<Path> temporary = Files.list(out.resolve("a"))) {
            for (Path file : temporary.toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> SinkHarness.restore(SinkHarness.lines(out), snapshot))
                .isInstanceOfSatisfying(
                        OutputException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SINK_WRITE))
                .hasMessageStartingWith("sink-write: file:" + path + " is referred to by a checkpoint")
                .hasMessageContaining("its 1 rows are lost unless the file is restored");

        Files.createFile(Path.of(path));
        SinkHarness.restore(SinkHarness.lines(out), snapshot).close();
        assertThat(Lines.visible(out)).isEmpty();
    }

    @Test
    void theLastFilesAreCommittedWithTheFinalCheckpoint() throws Exception {
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            sink.barrier(1);
            sink.complete(1);
            sink.write(Lines.record("a", "two"));
            sink.endOfInput();
            sink.barrier(2);
            sink.complete(2);
        }
        assertThat(Lines.visible(out)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aCheckpointWithoutRowsMakesNoFile() throws Exception {
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            sink.barrier(1);
            sink.complete(1);
            sink.barrier(2);
            sink.complete(2);
            assertThat(sink.closed).hasSize(1);
        }
        assertThat(Lines.visibleFiles(out)).hasSize(1);
    }

    @Test
    void afterARestoreNewFilesGoToTheNewPathWhenTheOutputWasMoved(@TempDir Path elsewhere) throws Exception {
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
        }
        try (SinkHarness sink = SinkHarness.restore(SinkHarness.lines(elsewhere), snapshot)) {
            sink.write(Lines.record("a", "two"));
            sink.barrier(2);
            sink.complete(2);
        }
        assertThat(Lines.visible(out)).containsExactly("one");
        assertThat(Lines.visible(elsewhere)).containsExactly("two");
    }

    @Test
    void aPartitionCannotLeadOutOfTheOutput() throws Exception {
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out.resolve("lake")))) {
            for (String partition : List.of("..", "../elsewhere", "a/../../b", "../lakeside")) {
                assertThatThrownBy(() -> sink.write(Lines.record(partition, "x")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("partition '" + partition + "' leads out of");
            }
        }
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void theSinkIsShippedToWhereItRuns() throws Exception {
        Sink<RoutedRecord> shipped =
                InstantiationUtil.clone(SinkHarness.lines(out).sink());
        assertThat(shipped).isNotNull();
    }

    @Test
    void anExtensionIsCheckedWhenTheJobIsBuilt() {
        assertThatThrownBy(() -> new FileOutput(
                        new OutputPath("out"),
                        new FilePrefix("part"),
                        "Line",
                        "0a1b",
                        AT_CHECKPOINTS,
                        Lines.encoders("/../x"),
                        CommitListener.NONE,
                        Announcer.Factory.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an extension such as '.zstd.parquet', but got '/../x'");
    }
}
