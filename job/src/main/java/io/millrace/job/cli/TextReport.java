package io.millrace.job.cli;

import io.millrace.job.Version;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.PipelineConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * For a person: one line that is written again and again on a terminal, a plain line now and then elsewhere, and a
 * summary in the end.
 */
final class TextReport implements RunReport {

    /** Between two lines where each stays. */
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private static final String TO_LINE_START_AND_CLEAR = "\r\u001b[K";

    private final PrintStream progress;
    private final PrintStream summary;
    private final boolean live;
    private final int columns;
    private final InstantSource clock;

    private Optional<PipelineConfig> pipeline = Optional.empty();
    private boolean lineIsOpen;
    private Duration nextPlainLine = PLAIN_INTERVAL;

    /** @param rowsOnStdout whether the pipeline itself writes to standard output, which is then left to it */
    TextReport(Console console, boolean rowsOnStdout, InstantSource clock) {
        this.progress = console.err();
        this.summary = rowsOnStdout ? console.err() : console.out();
        this.live = console.terminal() && !rowsOnStdout;
        this.columns = console.columns();
        this.clock = clock;
    }

    @Override
    public void starting(PipelineConfig config) {
        pipeline = Optional.of(config);
        progress.println("Millrace " + Version.current().version() + ", pipeline " + config.name() + ": starting");
    }

    @Override
    public void began(Beginning beginning) {
        progress.println("  web page  " + beginning.web());
        beginning.metrics().ifPresent(uri -> progress.println("  metrics   " + uri));
        beginning.health().ifPresent(uri -> progress.println("  health    " + uri + "/live, " + uri + "/ready"));
        progress.println("  log       " + Display.place(beginning.log()));
        progress.println("  state     " + Display.place(beginning.state()));
        progress.println("  parallel  " + beginning.parallelism());
        beginning
                .from()
                .ifPresent(
                        snapshot -> progress.println("Going on from checkpoint " + snapshot.checkpointId() + ", taken "
                                + Units.duration(Duration.between(snapshot.completed(), clock.instant())) + " ago:\n  "
                                + Display.place(snapshot.path())));
    }

    @Override
    public void progress(Progress now) {
        if (live) {
            String line = now.line();
            // The last column stays free: some terminals wrap when it is written.
            progress.print(
                    TO_LINE_START_AND_CLEAR + (line.length() < columns ? line : line.substring(0, columns - 2) + "…"));
            progress.flush();
            lineIsOpen = true;
        } else if (now.elapsed().compareTo(nextPlainLine) >= 0) {
            progress.println(now.line());
            nextPlainLine = now.elapsed().plus(PLAIN_INTERVAL);
        }
    }

    @Override
    public void restarts(Throwable cause) {
        note("The job failed and restarts from its last checkpoint: " + Causes.line(cause));
    }

    @Override
    public void note(String text) {
        closeLine();
        progress.println(text);
    }

    @Override
    public void ended(Ending ending) {
        closeLine();
        String after = " after " + Units.duration(ending.duration());
        switch (ending.outcome()) {
            case FINISHED -> summary.println("Finished" + after + ".");
            case STOPPED -> summary.println("Stopped at a savepoint" + after + ". The next run goes on from there.");
            case CANCELLED -> {
                summary.println("Stopped without waiting for a savepoint" + after
                        + ". The next run goes on from what was completed last.");
                ending.cause().ifPresent(cause -> summary.println("  " + Causes.line(cause)));
            }
            case FAILED -> {
                summary.println("The job failed" + after + ":");
                ending.cause().ifPresent(cause -> Causes.chain(cause).forEach(text -> summary.println("  " + text)));
            }
        }
        summarize(ending);
    }

    private void summarize(Ending ending) {
        Figures figures = ending.figures();
        String size = Units.bytes((double) figures.inputBytes());
        if (pipeline.filter(config -> config.source().files() != null).isPresent()) {
            row("read", Units.count(figures.decoded() + figures.rejected(), "record") + ", " + size);
        } else if (pipeline.filter(config -> config.source().kinesis() != null).isPresent()) {
            row("read", Units.count(figures.received(), "record") + ", " + size);
        } else {
            row("received", Units.count(figures.received(), "message") + ", " + size);
            row("redeliveries dropped", Units.count(figures.redeliveriesDropped()));
        }
        row("producer duplicates", Units.count(figures.producerDuplicatesDropped()) + " dropped");
        row("filtered", Units.count(figures.filtered()));
        String deadLetters =
                pipeline.map(config -> " → " + Display.of(config.deadLetter())).orElse("");
        row("rejected", Units.count(figures.rejected()) + (figures.rejected() == 0 ? "" : deadLetters));
        row("rows", Units.count(figures.rows()));
        Optional<FilesConfig> files = pipeline.map(config -> config.output().files());
        files.ifPresent(output -> {
            row(
                    "files",
                    Units.count(figures.files()) + ", " + Units.bytes((double) figures.bytes()) + " → "
                            + output.path());
            ending.partitions().ifPresent(visible -> row("partitions", Units.count(visible.partitions())));
            if (figures.files() > 0) {
                summary.println();
                summary.println("Look at it:");
                pipeline.get().allTypes().forEach(type -> summary.println("  " + DuckDb.query(output, type.name())));
            }
        });
    }

    private void row(String name, String value) {
        summary.printf(Locale.ROOT, "  %-22s%s%n", name, value);
    }

    private void closeLine() {
        if (lineIsOpen) {
            progress.println();
            lineIsOpen = false;
        }
    }
}
