package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.cli.PortOptions.Ports;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** Whole runs of small jobs in a real Flink cluster: how they end, and what state they leave and find. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PipelineRunnerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final Screen screen = new Screen();

    @Test
    void aRunWhoseInputEndsSaysWhatItDidAndLeavesNoState() throws Exception {
        assertThat(run(counting(1000, 1_000_000))).isEqualTo(ExitCode.OK);

        assertThat(screen.out()).contains("Finished after").containsPattern("received +1,000 messages");
        assertThat(screen.err()).contains("parallel  2", "web page  http://127.0.0.1:");
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void aSignalStopsItAtASavepointAndTheNextRunGoesOnFromThere() throws Exception {
        stopAtASavepoint(screen);

        Screen second = new Screen();
        CompletableFuture<ExitCode> next = start(endless(), second);
        await().atMost(PATIENCE).until(() -> second.err().contains("Going on from checkpoint"));
        await().atMost(PATIENCE).until(() -> snapshots().stream().anyMatch(path -> path.contains("chk-")));
        Signal.raise(new Signal("TERM"));
        assertThat(next).succeedsWithin(PATIENCE).isEqualTo(ExitCode.TERMINATED);
        // The claimed savepoint is gone, only the last one is there.
        assertThat(snapshots()).singleElement().asString().contains("savepoint-");
        assertThat(received(second.out())).isGreaterThan(received(screen.out()));
    }

    @Test
    void aFreshRunKnowsNothingOfWhatWasBefore() throws Exception {
        stopAtASavepoint(new Screen());

        assertThat(runner(counting(1000, 1_000_000), screen, true).run()).isEqualTo(ExitCode.OK);

        assertThat(screen.err())
                .contains("Starting without the state of earlier runs")
                .doesNotContain("Going on");
        assertThat(received(screen.out())).isEqualTo(1000);
        assertThat(snapshots()).isEmpty();
    }

    /** With SIGTERM, which every process hears; that SIGINT arrives at the same place is for {@link SignalsIT}. */
    private void stopAtASavepoint(Screen on) throws Exception {
        CompletableFuture<ExitCode> run = start(endless(), on);
        await().atMost(PATIENCE).until(() -> !snapshots().isEmpty());
        Signal.raise(new Signal("TERM"));
        assertThat(run).succeedsWithin(PATIENCE).isEqualTo(ExitCode.TERMINATED);
        assertThat(on.out()).contains("Stopped at a savepoint");
        assertThat(snapshots()).singleElement().asString().contains("savepoint-");
    }

    private static long received(String summary) {
        return Long.parseLong(summary.lines()
                .filter(line -> line.contains("received"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" message.*", "")
                .replaceAll("\\D", ""));
    }

    @Test
    void aJobThatFailsForGoodSaysWhyInOneLinePerCause() throws Exception {
        Wiring failing = (env, config, file) -> env.fromData(1, 2, 3)
                .map(number -> {
                    if (number == 2) {
                        throw new SuppressRestartsException(new IOException("the disk is full"));
                    }
                    return number;
                })
                .returns(Types.INT)
                .sinkTo(new DiscardingSink<>());

        assertThat(run(failing)).isEqualTo(ExitCode.FAILED);

        assertThat(screen.out())
                .contains("The job failed", "IOException: the disk is full")
                .doesNotContain("\tat ");
    }

    private ExitCode run(Wiring wiring) throws Exception {
        return runner(wiring, screen, false).run();
    }

    private CompletableFuture<ExitCode> start(Wiring wiring, Screen on) {
        return CompletableFuture.supplyAsync(() -> runUnchecked(wiring, on));
    }

    private ExitCode runUnchecked(Wiring wiring, Screen on) {
        try {
            return runner(wiring, on, false).run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private PipelineRunner runner(Wiring wiring, Screen on, boolean fresh) throws Exception {
        return new PipelineRunner(
                directory.resolve("small.yaml"),
                config(),
                directory.resolve("home"),
                Ports.FEWEST,
                fresh,
                new TextReport(on.plain(), false, InstantSource.system()),
                wiring);
    }

    private PipelineConfig config() throws Exception {
        return ConfigLoader.parse(
                """
                name: small
                parallelism: 2
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  stats: {}
                dead-letter:
                  path: dead
                checkpoint:
                  interval: 200 ms
                """,
                "small.yaml",
                Map.of(),
                name -> null);
    }

    private static Wiring endless() {
        return counting(1_000_000_000, 200);
    }

    private static Wiring counting(long numbers, double perSecond) {
        return (env, config, file) -> {
            env.enableCheckpointing(config.checkpoint().interval().toMillis());
            count(env, numbers, perSecond);
        };
    }

    private static void count(StreamExecutionEnvironment env, long numbers, double perSecond) {
        env.fromSource(
                        new DataGeneratorSource<>(
                                index -> index, numbers, RateLimiterStrategy.perSecond(perSecond), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "source: numbers")
                .uid("source")
                .map(new Counting())
                .uid("count")
                .name("count")
                .sinkTo(new DiscardingSink<>())
                .uid("output");
    }

    private List<String> snapshots() throws IOException {
        Path state = directory.resolve("home/state/small");
        if (!Files.exists(state)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::toString)
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            // A checkpoint went while it was looked at.
            return List.of();
        }
    }

    /** Counts what it sees as the source of a pipeline does. */
    private static final class Counting extends RichMapFunction<Long, Long> implements CheckpointedFunction {

        private static final long serialVersionUID = 1;

        private transient Totals totals;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            totals = Totals.restore(context, getRuntimeContext().getMetricGroup(), MetricNames.TOTAL_RECEIVED);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            totals.snapshot();
        }

        @Override
        public Long map(Long number) {
            totals.get(MetricNames.TOTAL_RECEIVED).increment();
            return number;
        }
    }
}
