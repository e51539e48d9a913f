package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.announce.StreamAnnouncer.StreamForm;
import io.millrace.job.aws.FakeKinesisPublisher;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.CommittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.MetricGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Announcing under throttling, outages, large payloads and interrupts, on a stream that does as it is told. */
final class StreamAnnouncerTest {

    private static final String SCOPE = "stream_name.commits.";

    @TempDir
    Path directory;

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final FakeKinesisPublisher stream = new FakeKinesisPublisher(2);

    @Test
    void everyFileIsARecordThatTellsOfIt() throws Exception {
        try (StreamAnnouncer announcer = announcer(Integer.MAX_VALUE, 1 << 20)) {
            announcer.announce(List.of(Rows.PARQUET, Rows.LINES));
            announcer.announce(List.of(Rows.BALANCE));
        }
        assertThat(rows())
                .extracting(LogRow::identity)
                .containsExactlyInAnyOrder(
                        "file clicks 42 " + Rows.PARQUET.path(),
                        "file clicks " + Long.MAX_VALUE + " /lake/part-1.jsonl",
                        "balance b-1");
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_ATTEMPTS)).isEqualTo(2L);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_SUCCESSES)).isEqualTo(2L);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_FAILED_RECORDS)).isEqualTo(0L);
        assertThat(metrics.names()).contains(SCOPE + MetricNames.STREAM_LATENCY);
    }

    @Test
    void onlyWhatFailedIsPutAgain() throws Exception {
        stream.thenThrottles(1, 3).thenFails(Kind.UNAVAILABLE).thenThrottles(0);
        announcer(Integer.MAX_VALUE, 1 << 20).announce(files(5));

        assertThat(stream.calls()).containsExactly(5, 2, 2, 1);
        assertThat(rows()).extracting(LogRow::identity).doesNotHaveDuplicates().hasSize(5);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_ATTEMPTS)).isEqualTo(4L);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_FAILED_RECORDS)).isEqualTo(5L);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_BATCH_FAILURES)).isEqualTo(0L);
    }

    @Test
    void moreThanFiveHundredFilesAreSeveralCalls() throws Exception {
        announcer(Integer.MAX_VALUE, 1 << 20).announce(files(1201));
        assertThat(stream.calls()).containsExactly(500, 500, 201);
        assertThat(rows()).hasSize(1201);
    }

    @Test
    void whatLastsTooLongFailsWithItsLastReason() {
        // A throttled attempt counts half.
        stream.thenFails(Kind.UNAVAILABLE)
                .thenFails(Kind.UNAVAILABLE)
                .thenThrottles(0)
                .thenThrottles(0);
        assertThatThrownBy(() -> announcer(3, 1 << 20).announce(files(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("putting 1 records on the stream commits failed 4 times")
                .hasMessageContaining("ProvisionedThroughputExceededException: Rate exceeded")
                .hasCauseInstanceOf(KinesisException.class);
        assertThat(stream.calls()).containsExactly(1, 1, 1, 1);
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_BATCH_FAILURES)).isEqualTo(1L);
    }

    @Test
    void anAttemptThatPutSomethingIsNotInVain() throws Exception {
        stream.thenThrottles(1, 2, 3).thenThrottles(1, 2).thenThrottles(1);
        announcer(2, 1 << 20).announce(files(4));
        assertThat(stream.calls()).containsExactly(4, 3, 2, 1);
        assertThat(rows()).hasSize(4);
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() {
        stream.thenFails(Kind.ACCESS_DENIED);
        assertThatThrownBy(() -> announcer(Integer.MAX_VALUE, 1 << 20).announce(files(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("putting 1 records on the stream commits failed for good: as told");
        assertThat(stream.calls()).containsExactly(1);
    }

    @Test
    void anInterruptEndsThePatience() {
        stream.thenFails(Kind.UNAVAILABLE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> announcer(Integer.MAX_VALUE, 1 << 20).announce(files(1)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aLargeAnnouncementIsAnObjectOnceHoweverOftenItIsSent() throws Exception {
        StreamAnnouncer announcer = announcer(Integer.MAX_VALUE, 100);
        announcer.announce(List.of(Rows.PARQUET));
        announcer.announce(List.of(Rows.PARQUET));

        assertThat(rows())
                .extracting(LogRow::identity)
                .hasSize(2)
                .containsOnly("file clicks 42 " + Rows.PARQUET.path());
        try (var all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
        assertThat(metrics.value(SCOPE + MetricNames.STREAM_LARGE_PAYLOADS)).isEqualTo(2L);
    }

    @Test
    void whatCannotBeAnnouncedWaitsAndGoesBeforeTheNext() throws Exception {
        LogDirectory log = LogDirectory.below(directory.toUri());
        DeferringAnnouncer announcer = new DeferringAnnouncer("clicks", announcer(1, 1 << 20), log, () -> patience(1));
        stream.thenFails(Kind.UNAVAILABLE);
        announcer.announce(List.of(Rows.PARQUET));
        assertThat(stream.records()).isEmpty();
        assertThat(log.pending()).hasSize(1);
        stream.thenFails(Kind.THROTTLED);
        announcer.announce(List.of(Rows.LINES));
        assertThat(stream.calls())
                .as("nothing was sent behind what still waits")
                .containsExactly(1, 1);
        assertThat(log.pending()).hasSize(2);

        announcer.announce(List.of(Rows.BALANCE));
        assertThat(log.pending()).isEmpty();
        assertThat(rows())
                .extracting(LogRow::identity)
                .containsExactlyInAnyOrder(
                        "file clicks 42 " + Rows.PARQUET.path(),
                        "file clicks " + Long.MAX_VALUE + " /lake/part-1.jsonl",
                        "balance b-1");
    }

    private List<LogRow> rows() throws IOException {
        List<LogRow> rows = new ArrayList<>();
        for (OutgoingRecord next : stream.records()) {
            rows.add(RecordForm.row(next.data(), new Payloads(directory.toUri())));
        }
        return rows;
    }

    private static List<CommittedFile> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Rows.file("/lake/part-" + index, 1, 1, 7))
                .toList();
    }

    private StreamAnnouncer announcer(int attempts, int threshold) {
        MetricGroup group = metrics.group().addGroup(io.millrace.job.metrics.MetricNames.GROUP);
        StreamMetrics streamMetrics = new StreamMetrics(group, "commits");
        return new StreamAnnouncer(
                "clicks",
                new StreamForm("clicks", "commits", "", 4, threshold, new Payloads(directory.toUri())),
                new RecordSender("commits", stream, streamMetrics),
                streamMetrics,
                () -> patience(attempts));
    }

    private static Patience patience(int attempts) {
        return Patience.of(
                new RetryConfig(attempts, Duration.ofMillis(1), Duration.ofMillis(2)), Duration.ofMinutes(1));
    }
}
