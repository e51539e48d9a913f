package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.cli.LocalRun.End;
import io.millrace.job.cli.PortOptions.Ports;
import io.millrace.job.cli.RunReport.Beginning;
import io.millrace.job.cli.RunReport.Outcome;
import io.millrace.job.config.CheckpointConfig;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.error.RejectedShareException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a pipeline on this machine, from the state it finds to the state it leaves. */
final class PipelineRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineRunner.class);

    /** Where state and logs of local runs are kept unless the pipeline says otherwise. */
    static final java.nio.file.Path HOME = java.nio.file.Path.of(".millrace");

    /** A local run without a parallelism of its own takes the machine's cores, but not all of a large one. */
    private static final int MOST_PARALLEL = 4;

    /** What stopping takes besides the savepoint: making files visible, and deleting messages. */
    private static final Duration AFTER_SAVEPOINT = Duration.ofSeconds(30);

    /** Beyond this many files and directories the output is not looked through. */
    private static final int MOST_FILES = 100_000;

    private final java.nio.file.Path file;
    private final PipelineConfig config;
    private final java.nio.file.Path home;
    private final Ports ports;
    private final boolean fresh;
    private final RunReport report;
    private final Wiring wiring;

    /** @param home {@link #HOME}, or another place for a test */
    PipelineRunner(
            java.nio.file.Path file,
            PipelineConfig config,
            java.nio.file.Path home,
            Ports ports,
            boolean fresh,
            RunReport report,
            Wiring wiring) {
        this.file = requireNonNull(file, "file");
        this.config = requireNonNull(config, "config");
        this.home = requireNonNull(home, "home");
        this.ports = requireNonNull(ports, "ports");
        this.fresh = fresh;
        this.report = requireNonNull(report, "report");
        this.wiring = requireNonNull(wiring, "wiring");
    }

    ExitCode run() throws Exception {
        java.nio.file.Path local = home.resolve("state").resolve(config.name().value());
        try (RunLock lock = RunLock.acquire(local);
                Signals signals = Signals.take()) {
            return run(signals, local);
        }
    }

    /** Several pipelines may share a directory, so each has its own inside. */
    static Path snapshots(PipelineConfig config, java.nio.file.Path local) {
        return config.checkpoint().directory() == null
                ? new Path("file", null, local.toAbsolutePath().normalize().toString())
                : new Path(
                        new Path(config.checkpoint().directory().toUri()),
                        config.name().value());
    }

    private ExitCode run(Signals signals, java.nio.file.Path local) throws Exception {
        SnapshotDirectory snapshots = new SnapshotDirectory(snapshots(config, local));
        int parallelism = config.parallelism() != null
                ? config.parallelism()
                : Math.min(MOST_PARALLEL, Runtime.getRuntime().availableProcessors());
        Configuration configuration = LocalCluster.configuration(config, ports.web());
        MetricBook book = new MetricBook();
        Map<String, MetricReporter> reporters = new LinkedHashMap<>(Map.of("book", new MetricBookReporter(book)));
        Optional<PrometheusPage> prometheus = PrometheusPage.open(ports.metrics());
        prometheus.ifPresent(page -> page.addTo(reporters, configuration));
        Health health = new Health(
                config.name(),
                config.checkpoint().interval(),
                config.checkpoint().timeout(),
                System::nanoTime);
        try (ReadyReporters connection = ReadyReporters.connect(configuration, reporters);
                HealthServer answers = HealthServer.open(ports.health(), health).orElse(null)) {
            configuration.addAll(S3FileSystem.patience());
            LocalStores.load(config, configuration);
            Optional<Snapshot> from = stateToGoOnFrom(snapshots);
            StreamGraph plan = plan(configuration, parallelism, snapshots, from);
            try (Companion companion = wiring.accompany(config, local)) {
                CompletableFuture<?> stop = CompletableFuture.anyOf(signals.first(), companion.failure());
                End end;
                try (LocalCluster cluster = LocalCluster.start(configuration, parallelism)) {
                    report.began(new Beginning(
                            parallelism,
                            cluster.web(),
                            prometheus.map(PrometheusPage::uri),
                            Optional.ofNullable(answers).map(HealthServer::uri),
                            LogFile.path(),
                            snapshots.root().toString(),
                            from));
                    LocalRun run = new LocalRun(
                            cluster, cluster.submit(plan), book, report, health, companion, System::nanoTime);
                    end = run.await(stop, snapshots.root().toString(), patience());
                }
                // After a signal a savepoint may be there of which no word has come.
                if (end.outcome() == Outcome.FINISHED && !stop.isDone()) {
                    snapshots.clear();
                    companion.finish();
                }
                end = end.unless(companion.failure());
                end.cause().ifPresent(cause -> LOG.error("The job has ended", cause));
                report.ended(end.with(visible()));
                return exitCode(end, signals.first());
            }
        }
    }

    private Optional<Snapshot> stateToGoOnFrom(SnapshotDirectory snapshots) throws IOException, UnusableStateException {
        if (fresh) {
            report.note(
                    "Starting without the state of earlier runs, as --fresh says: rows they had not made visible are"
                            + " lost, and messages that come again are written again.");
            snapshots.clear();
            return Optional.empty();
        }
        Optional<Snapshot> from = snapshots.newest();
        from.ifPresent(snapshot -> {
            Duration age = Duration.between(snapshot.completed(), Instant.now());
            if (config.source().sqs() != null
                    && age.compareTo(config.deduplicate().ttl()) > 0) {
                report.note("warning: the state is " + Units.duration(age) + " old, older than deduplicate.ttl ("
                        + Units.duration(config.deduplicate().ttl())
                        + "): a message that was received before and comes again may be written again.");
            }
        });
        return from;
    }

    private StreamGraph plan(
            Configuration configuration, int parallelism, SnapshotDirectory snapshots, Optional<Snapshot> from)
            throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        wiring.build(env, config, file);
        Configuration own = new Configuration();
        own.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, snapshots.root().toString());
        own.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, snapshots.root().toString());
        env.configure(own);
        StreamGraph plan = env.getStreamGraph();
        plan.setJobName(config.name().value());
        // Flink 2.3 asks for one that 2.2 gives by itself.
        plan.setJobId(new JobID());
        // Claimed, so that Flink removes it once a newer one is complete. Never with state left out.
        from.ifPresent(snapshot -> plan.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(snapshot.path(), false, RecoveryClaimMode.CLAIM)));
        return plan;
    }

    private Duration patience() {
        CheckpointConfig checkpoint = config.checkpoint();
        Duration deletes = config.source().sqs() == null
                ? Duration.ZERO
                : config.source().sqs().closeTimeout();
        return checkpoint.timeout().plus(deletes).plus(AFTER_SAVEPOINT);
    }

    /** Only for the summary: that it cannot be looked at is no reason for a run to have failed. */
    private Optional<VisibleFiles> visible() {
        FilesConfig files = config.output().files();
        if (files == null) {
            return Optional.empty();
        }
        try {
            return VisibleFiles.count(new Path(files.path().toUri()), MOST_FILES);
        } catch (IOException e) {
            LOG.warn("The output's directory cannot be listed", e);
            return Optional.empty();
        }
    }

    private static ExitCode exitCode(End end, CompletableFuture<Signals.Kind> signal) {
        return switch (end.outcome()) {
            case FINISHED -> ExitCode.OK;
            case STOPPED, CANCELLED -> signal.join().exitCode();
            case FAILED -> {
                boolean rejected = end.cause()
                        .filter(cause -> Causes.include(cause, RejectedShareException.class))
                        .isPresent();
                yield rejected ? ExitCode.REJECTED : ExitCode.FAILED;
            }
        };
    }
}
