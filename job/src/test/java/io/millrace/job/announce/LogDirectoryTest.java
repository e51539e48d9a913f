package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.RetryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogDirectoryTest {

    private static final LogRow FIRST = new LogRow("j", Rows.file("/lake/a", 1, 1, 7));
    private static final LogRow SECOND = new LogRow("j", Rows.file("/lake/b", 1, 1, 7));

    @TempDir
    Path output;

    private LogDirectory log() {
        return LogDirectory.below(output.toUri());
    }

    @Test
    void theSameEntriesAreTheSameObjectInWhateverOrderTheyCome() throws Exception {
        log().log(List.of(FIRST, SECOND));
        log().log(List.of(SECOND, FIRST));
        assertThat(log().objects()).singleElement().satisfies(object -> {
            assertThat(object.getName()).matches("00000000000000000007-[0-9a-f]{32}\\.ndjson");
            assertThat(log().read(object)).containsExactlyInAnyOrder(FIRST, SECOND);
        });
        log().log(List.of(FIRST));
        assertThat(log().objects()).hasSize(2);
    }

    @Test
    void objectsAreReadInTheOrderOfTheirCheckpointsAndTheEndLast() throws Exception {
        for (long checkpoint : new long[] {100, 9, Long.MAX_VALUE, 11}) {
            log().log(List.of(new LogRow("j", Rows.file("/lake/" + checkpoint, 1, 1, checkpoint))));
        }
        List<Long> read = new ArrayList<>();
        try (DirectoryLog reader = new DirectoryLog(log())) {
            assertThat(reader.poll(into(read, new ArrayList<>()))).isTrue();
            reader.poll(into(read, new ArrayList<>()));
        }
        assertThat(read).as("each once").containsExactly(9L, 11L, 100L, Long.MAX_VALUE);
    }

    @Test
    void whatWaitsIsNotPartOfTheLogAndGoesWhenItIsRemoved() throws Exception {
        assertThat(log().pending()).isEmpty();
        log().defer(List.of(FIRST));
        assertThat(log().objects()).isEmpty();
        assertThat(log().pending()).hasSize(1);
        org.apache.flink.core.fs.Path object = log().pending().get(0);
        log().remove(object);
        log().remove(object);
        assertThat(log().pending()).isEmpty();
    }

    @Test
    void anObjectThatCannotBeReadIsNamedAndTheOthersAreRead() throws Exception {
        log().log(List.of(FIRST));
        Files.writeString(output.resolve("_commits/00000000000000000001-bad.ndjson"), "no JSON");
        List<Long> read = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        try (DirectoryLog reader = new DirectoryLog(log())) {
            reader.poll(into(read, unreadable));
        }
        assertThat(read).containsExactly(7L);
        assertThat(unreadable)
                .singleElement()
                .asString()
                .contains("00000000000000000001-bad.ndjson")
                .contains("line 1 of ");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsTriedAgainAndThenAnError() throws Exception {
        Files.writeString(output.resolve("_commits"), "a file in the way");
        FilesAnnouncer announcer = new FilesAnnouncer(
                "j",
                log(),
                () -> Patience.of(
                        new RetryConfig(3, Duration.ofMillis(1), Duration.ofMillis(1)), Duration.ofMinutes(1)));
        assertThatThrownBy(() -> announcer.announce(List.of(Rows.PARQUET)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("writing the commit log in file:" + output + "/_commits failed 3 times")
                .hasCauseInstanceOf(IOException.class);
    }

    private static CommitLog.Visitor into(List<Long> checkpoints, List<String> unreadable) {
        return new CommitLog.Visitor() {
            @Override
            public void row(LogRow row) {
                checkpoints.add(row.entry().checkpointId());
            }

            @Override
            public void unreadable(String which, String why) {
                unreadable.add(which + ": " + why);
            }
        };
    }
}
