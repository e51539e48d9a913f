package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.commit.SinkHarness.Snapshot;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.RecordedMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TotalsOfWritersTest {

    @TempDir
    Path out;

    @Test
    void rowsFilesAndBytesAreCounted() throws Exception {
        RecordedMetrics metrics = new RecordedMetrics();
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out), metrics, 1, 0)) {
            sink.write(Lines.record("a", "one"));
            sink.write(Lines.record("b", "three"));
            assertThat(metrics.value(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(2L);
            assertThat(metrics.value(MetricNames.TOTAL_FILES_WRITTEN)).isEqualTo(0L);
            sink.barrier(1);
            sink.complete(1);
            assertThat(metrics.value(MetricNames.TOTAL_FILES_WRITTEN)).isEqualTo(2L);
        }
        long bytes = 0;
        for (String file : Lines.visibleFiles(out)) {
            bytes += Files.size(out.resolve(file));
        }
        assertThat(metrics.value(MetricNames.TOTAL_BYTES_WRITTEN)).isEqualTo(bytes);
    }

    @Test
    void whatIsWrittenAgainAfterAFailureIsCountedOnce() throws Exception {
        Snapshot snapshot;
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            sink.write(Lines.record("a", "one"));
            snapshot = sink.barrier(1);
            sink.write(Lines.record("a", "two"));
            sink.barrier(2);
        }
        RecordedMetrics metrics = new RecordedMetrics();
        try (SinkHarness sink = SinkHarness.restore(SinkHarness.lines(out), metrics, 1, 0, snapshot)) {
            assertThat(metrics.value(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(1L);
            sink.write(Lines.record("a", "two"));
            assertThat(metrics.value(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(2L);
        }
    }

    @Test
    void anotherParallelismKeepsTheSums() throws Exception {
        Snapshot one = written(1, 0, 5);
        List<Snapshot> scaledOut = rescale(List.of(one), 1, 3);
        assertThat(rows(scaledOut)).isEqualTo(5);

        Snapshot other = written(2, 1, 7);
        List<Snapshot> scaledIn = rescale(List.of(one, other), 2, 1);
        assertThat(rows(scaledIn)).isEqualTo(12);
    }

    private Snapshot written(int parallelism, int subtask, int rows) throws Exception {
        try (SinkHarness sink =
                SinkHarness.start(SinkHarness.lines(out), new RecordedMetrics(), parallelism, subtask)) {
            for (int i = 0; i < rows; i++) {
                sink.write(Lines.record("a", "x"));
            }
            return sink.barrier(1);
        }
    }

    /** The states after a restart of {@code from} instances as {@code to}. */
    private List<Snapshot> rescale(List<Snapshot> snapshots, int from, int to) throws Exception {
        OperatorSubtaskState all = OneInputStreamOperatorTestHarness.repackageState(
                snapshots.stream().map(Snapshot::writer).toArray(OperatorSubtaskState[]::new));
        List<Snapshot> rescaled = new java.util.ArrayList<>();
        for (int i = 0; i < to; i++) {
            OperatorSubtaskState part = OneInputStreamOperatorTestHarness.repartitionOperatorState(all, 8, from, to, i);
            rescaled.add(new Snapshot(1, part, OperatorSubtaskState.builder().build()));
        }
        return rescaled;
    }

    private long rows(List<Snapshot> snapshots) throws Exception {
        long sum = 0;
        for (int i = 0; i < snapshots.size(); i++) {
            RecordedMetrics metrics = new RecordedMetrics();
            SinkHarness.restore(SinkHarness.lines(out), metrics, snapshots.size(), i, snapshots.get(i))
                    .close();
            sum += metrics.value(MetricNames.TOTAL_ROWS_WRITTEN).longValue();
        }
        return sum;
    }
}
