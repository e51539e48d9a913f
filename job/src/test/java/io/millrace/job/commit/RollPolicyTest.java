package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.RollConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trigger alone: the others are off, and no checkpoint comes before the end. */
final class RollPolicyTest {

    @TempDir
    Path out;

    @Test
    void withoutAnyTriggerOnlyTheCheckpointClosesAFile() throws Exception {
        RollConfig checkpointOnly = SinkHarness.roll(null, null, null, null, null);
        try (SinkHarness sink = sink(checkpointOnly)) {
            for (int i = 0; i < 10_000; i++) {
                sink.write(Lines.record("a", "0123456789"));
            }
            sink.time(Duration.ofHours(1).toMillis());
            sink.barrier(1);
            sink.write(Lines.record("a", "0123456789"));
            sink.barrier(2);
            assertThat(rows(sink)).containsExactly(10_000L, 1L);
        }
    }

    @Test
    void sizeIsMeasuredOnEncodedBytesThatHaveNotLeftTheEncoder() throws Exception {
        // Eleven bytes a line. After ten lines the stream has 99 bytes, and the encoder holds the other eleven.
        try (SinkHarness sink = sink(SinkHarness.roll(110L, null, null, null, null))) {
            for (int i = 0; i < 25; i++) {
                sink.write(Lines.record("a", "0123456789"));
            }
            sink.barrier(1);
            assertThat(rows(sink)).containsExactly(10L, 10L, 5L);
            assertThat(sink.closed)
                    .extracting(file -> file.file().getPendingFile().getSize())
                    .containsExactly(110L, 110L, 55L);
        }
    }

    @Test
    void inputSizeCountsTheBytesThatCameIn() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.roll(null, 1000L, null, null, null))) {
            for (int i = 0; i < 7; i++) {
                sink.write(Lines.record("a", "x", 0, 400));
            }
            sink.barrier(1);
            assertThat(rows(sink)).containsExactly(3L, 3L, 1L);
            assertThat(sink.closed)
                    .extracting(file -> file.stats().inputBytes())
                    .containsExactly(1200L, 1200L, 400L);
        }
    }

    @Test
    void rowsAreCountedExactly() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.roll(null, null, 3L, null, null))) {
            for (int i = 0; i < 7; i++) {
                sink.write(Lines.record("a", "x"));
            }
            sink.barrier(1);
            assertThat(rows(sink)).containsExactly(3L, 3L, 1L);
        }
    }

    @Test
    void ageCountsFromTheFirstRowAndIsMissedByATenthAtMost() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.roll(null, null, null, Duration.ofMillis(1000), null))) {
            sink.time(50);
            sink.write(Lines.record("a", "one"));
            sink.time(1000);
            sink.write(Lines.record("a", "two"));
            sink.time(1100);
            sink.write(Lines.record("a", "three"));
            sink.time(2099);
            sink.write(Lines.record("a", "four"));
            sink.barrier(1);
            assertThat(rows(sink)).containsExactly(2L, 2L);
        }
    }

    @Test
    void inactivityCountsFromTheLastRow() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.roll(null, null, null, null, Duration.ofMillis(1000)))) {
            for (int i = 0; i < 30; i++) {
                sink.time(i * 500L);
                sink.write(Lines.record("a", "busy"));
            }
            sink.time(29 * 500 + 1100);
            sink.write(Lines.record("a", "after the pause"));
            sink.barrier(1);
            assertThat(rows(sink)).containsExactly(30L, 1L);
        }
    }

    @Test
    void everyPartitionHasItsOwnFileAndItsOwnLimits() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.roll(null, null, 2L, null, null))) {
            for (String partition : List.of("a", "b", "a", "b", "a")) {
                sink.write(Lines.record(partition, "x"));
            }
            sink.barrier(1);
            assertThat(sink.closed)
                    .extracting(file -> file.file().getBucketId() + file.stats().rows())
                    .containsExactlyInAnyOrder("a2", "a1", "b2");
        }
    }

    @Test
    void openFilesAreLookedAtTenTimesInTheShortestTime() {
        Duration age = Duration.ofSeconds(60);
        Duration inactivity = Duration.ofMillis(100);
        assertThat(interval(age, null)).isEqualTo(Duration.ofSeconds(6));
        assertThat(interval(age, inactivity)).isEqualTo(Duration.ofMillis(10));
        assertThat(interval(null, null)).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration interval(Duration age, Duration inactivity) {
        return new RollPolicy(SinkHarness.roll(null, null, null, age, inactivity)).checkInterval();
    }

    private SinkHarness sink(RollConfig roll) throws Exception {
        return SinkHarness.start(SinkHarness.lines(out, roll, CommitListener.NONE));
    }

    private static List<Long> rows(SinkHarness sink) {
        return sink.closed.stream().map(file -> file.stats().rows()).toList();
    }
}
