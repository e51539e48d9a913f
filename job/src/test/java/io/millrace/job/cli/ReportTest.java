package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.cli.RateMeter.Rates;
import io.millrace.job.cli.RunReport.Beginning;
import io.millrace.job.cli.RunReport.Ending;
import io.millrace.job.cli.RunReport.Outcome;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both reports of one run: what a person sees and what a program reads. */
class ReportTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    private static final Figures FIGURES = new Figures(
            206_000, 103_000_000, 12, 6_000, 203_988, 1_980, 2_020, 196_008, 48, 32_100_000, 3_400, 0, 0, 17, 0, 0);

    private final Screen screen = new Screen();

    @Test
    void theLiveLineIsWrittenOverItself() {
        TextReport report = new TextReport(screen.terminal(200), false, CLOCK);
        report.progress(progress(Duration.ofSeconds(23), FIGURES));
        report.progress(progress(Duration.ofSeconds(24), FIGURES));

        assertThat(screen.err())
                .isEqualTo("\r\u001b[K00:23  12,345 records/s  6.10 MB/s  48 files  2,020 rejected  3,400 in flight"
                        + "  checkpoint 4 s ago\r\u001b[K00:24  12,345 records/s  6.10 MB/s  48 files  2,020 rejected"
                        + "  3,400 in flight  checkpoint 4 s ago");
    }

    @Test
    void theLiveLineNeverWraps() {
        new TextReport(screen.terminal(40), false, CLOCK).progress(progress(Duration.ofSeconds(23), FIGURES));

        String line = screen.err().substring("\r\u001b[K".length());
        assertThat(line).hasSize(39).endsWith("…");
    }

    @Test
    void aNoteDoesNotRunIntoTheLiveLine() {
        TextReport report = new TextReport(screen.terminal(200), false, CLOCK);
        report.progress(progress(Duration.ofSeconds(1), FIGURES));
        report.restarts(new IOException("connection reset"));

        assertThat(screen.err().lines())
                .last()
                .isEqualTo("The job failed and restarts from its last checkpoint: IOException: connection reset");
    }

    @Test
    void withoutATerminalThereIsAPlainLineEveryTenSeconds() {
        TextReport report = new TextReport(screen.plain(), false, CLOCK);
        for (int second = 1; second <= 25; second++) {
            report.progress(progress(Duration.ofSeconds(second), FIGURES));
        }

        assertThat(screen.err().lines().map(line -> line.substring(0, 5))).containsExactly("00:10", "00:20");
        assertThat(screen.err()).doesNotContain("\u001b");
    }

    @Test
    void whatIsNotAsItShouldBeIsOnTheLine() {
        Figures figures = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1);
        Progress progress = new Progress(
                Duration.ofSeconds(5),
                "restarting",
                figures,
                new Rates(0, 0),
                Duration.ZERO,
                Optional.of("sent 5 of 10"));

        assertThat(progress.line())
                .isEqualTo("00:05  restarting  0 records/s  0 B/s  0 files  0 rejected  0 in flight  no checkpoint yet"
                        + "  1 restart  3 leases lost  sent 5 of 10");
    }

    @Test
    void theSummarySaysWhatBecameOfEveryMessageAndHowToLookAtIt() throws Exception {
        TextReport report = new TextReport(screen.plain(), false, CLOCK);
        report.starting(config());
        report.began(beginning(Optional.empty()));
        report.ended(ending(Outcome.FINISHED, Optional.empty()));

        assertThat(screen.out().lines())
                .containsExactly(
                        "Finished after 47 s.",
                        "  received              206,000 messages, 103 MB",
                        "  redeliveries dropped  12",
                        "  producer duplicates   6,000 dropped",
                        "  filtered              1,980",
                        "  rejected              2,020 → out/dead",
                        "  rows                  196,008",
                        "  files                 48, 32.1 MB → out/clicks",
                        "  partitions            25",
                        "",
                        "Look at it:",
                        "  duckdb -c \"FROM read_parquet('out/clicks/**/*.parquet') LIMIT 10\"");
    }

    @Test
    void aRunThatGoesOnSaysFromWhat() throws Exception {
        Snapshot from = new Snapshot("s3://state/small/chk-17", 17, Instant.parse("2026-11-20T11:58:00Z"));
        new TextReport(screen.plain(), false, CLOCK).began(beginning(Optional.of(from)));

        assertThat(screen.err()).contains("Going on from checkpoint 17, taken 2 min ago:\n  s3://state/small/chk-17\n");
    }

    @Test
    void aFailureIsItsCausesAndNotAStack() throws Exception {
        TextReport report = new TextReport(screen.plain(), false, CLOCK);
        report.starting(config());
        report.began(beginning(Optional.empty()));
        report.ended(ending(
                Outcome.FAILED, Optional.of(new IllegalStateException("commit failed", new IOException("disk full")))));

        assertThat(screen.out())
                .startsWith(
                        "The job failed after 47 s:\n  IllegalStateException: commit failed\n  IOException: disk full\n");
    }

    @Test
    void rowsOnStandardOutputAreLeftAlone() throws Exception {
        TextReport report = new TextReport(screen.terminal(200), true, CLOCK);
        report.starting(config());
        report.began(beginning(Optional.empty()));
        report.progress(progress(Duration.ofSeconds(10), FIGURES));
        report.ended(ending(Outcome.FINISHED, Optional.empty()));

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("Finished after 47 s.").doesNotContain("\r");
    }

    @Test
    void aProgramReadsOneObjectPerLine() throws Exception {
        JsonReport report = new JsonReport(screen.plain().out(), CLOCK);
        Snapshot from = new Snapshot("s3://state/small/chk-17", 17, Instant.parse("2026-11-20T11:58:00Z"));
        report.starting(config());
        report.began(beginning(Optional.of(from)));
        report.progress(progress(Duration.ofMillis(1500), FIGURES));
        report.restarts(new IOException("connection reset"));
        report.note("something");
        report.ended(ending(Outcome.STOPPED, Optional.empty()));

        JsonMapper json = new JsonMapper();
        List<JsonNode> events = new java.util.ArrayList<>();
        for (String line : screen.out().lines().toList()) {
            events.add(json.readTree(line));
        }
        assertThat(events)
                .extracting(event -> event.get("event").asText())
                .containsExactly("starting", "started", "progress", "restart", "note", "stopped");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("time").asText()).isEqualTo("2026-11-20T12:00:00Z"));
        assertThat(events.get(1).get("resumedCheckpoint").asLong()).isEqualTo(17);
        assertThat(events.get(2).get("elapsedSeconds").asDouble()).isEqualTo(1.5);
        assertThat(events.get(2).get("recordsPerSecond").asLong()).isEqualTo(12_345);
        assertThat(events.get(3).get("cause").asText()).isEqualTo("IOException: connection reset");
        assertThat(events.get(5).get("rows").asLong()).isEqualTo(196_008);
        assertThat(events.get(5).get("visiblePartitions").asLong()).isEqualTo(25);
        assertThat(events.get(5).get("durationSeconds").asDouble()).isEqualTo(47);
    }

    private static Progress progress(Duration elapsed, Figures figures) {
        return new Progress(
                elapsed, "running", figures, new Rates(12_345.2, 6_100_000), Duration.ofSeconds(4), Optional.empty());
    }

    private static Beginning beginning(Optional<Snapshot> from) throws Exception {
        return new Beginning(
                2,
                URI.create("http://localhost:8081"),
                Optional.of(URI.create("http://localhost:9249/metrics")),
                Optional.of(URI.create("http://localhost:8181/health")),
                Path.of("a.log"),
                "s3://state/small",
                from);
    }

    private static Ending ending(Outcome outcome, Optional<Throwable> cause) {
        return new Ending(outcome, Duration.ofSeconds(47), FIGURES, Optional.of(new VisibleFiles(25, 60, 1)), cause);
    }

    @Test
    void theSummaryNamesTheQueueOfTheDeadLettersToo() throws Exception {
        TextReport report = new TextReport(screen.plain(), false, CLOCK);
        report.starting(
                config(Map.of("dead-letter.sqs.queue-url", "https://sqs.eu-west-1.amazonaws.com/123456789012/dead")));
        report.ended(ending(Outcome.FINISHED, Optional.empty()));

        assertThat(screen.out().lines())
                .contains("  rejected              2,020 → out/dead and"
                        + " https://sqs.eu-west-1.amazonaws.com/123456789012/dead");
    }

    private static PipelineConfig config() throws Exception {
        return config(Map.of());
    }

    private static PipelineConfig config(Map<String, String> more) throws Exception {
        return ConfigLoader.parse(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files:
                    path: out/clicks
                dead-letter:
                  path: out/dead
                """,
                "small.yaml",
                more,
                name -> null);
    }
}
