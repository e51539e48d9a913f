package io.millrace.job.cli;

import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.schema.SchemaLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What can be known about a pipeline without asking any service: the parts that must fit each other do. */
final class OfflineChecks {

    /** Messages of one queue that may be received and not yet deleted; at the limit SQS gives no more. */
    private static final int STANDARD_LIMIT = 120_000;

    private static final int FIFO_LIMIT = 20_000;

    /** A guess, for the ceiling: how long a checkpoint and the deletes after it take together. */
    private static final Duration CHECKPOINT_AND_DELETES = Duration.ofSeconds(2);

    private final Path file;
    private final LoadedPipeline loaded;
    private final Wiring wiring;

    private final List<Finding> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private OfflineChecks(Path file, LoadedPipeline loaded, Wiring wiring) {
        this.file = file;
        this.loaded = loaded;
        this.wiring = wiring;
    }

    static Findings of(Path file, LoadedPipeline loaded, Wiring wiring) {
        OfflineChecks checks = new OfflineChecks(file, loaded, wiring);
        checks.check(loaded.config());
        return new Findings(
                checks.problems, loaded.warnings().stream().map(Finding::of).toList(), checks.notes);
    }

    private void check(PipelineConfig config) {
        partsFit(config);
        if (problems.isEmpty()) {
            config.allTypes().stream()
                    .map(TypeConfig::schema)
                    .filter(SchemaLocation::isVersioned)
                    .forEach(this::version);
        }
        if (config.source().sqs() != null) {
            ceiling(config, config.source().sqs());
        }
    }

    /** Puts the whole pipeline together, as a run does, and throws it away. */
    private void partsFit(PipelineConfig config) {
        try {
            wiring.build(new StreamExecutionEnvironment(new Configuration()), config, file);
        } catch (UnfitException e) {
            problems.add(Finding.of(loaded.problem(e)));
        } catch (Exception e) {
            problems.add(new Finding(file.toString(), "", Causes.line(e)));
        }
    }

    private void version(SchemaLocation location) {
        RecordSchema schema = SchemaLoader.besides(file).load(location);
        schema.version()
                .ifPresent(version -> notes.add("records are decoded, and written, with version " + version
                        + " of the schema " + schema.avro().getFullName() + ""));
    }

    private void ceiling(PipelineConfig config, SqsSourceConfig sqs) {
        boolean fifo = sqs.queueUrl().fifo();
        int inFlight = sqs.maxInFlight() != null ? sqs.maxInFlight() : fifo ? FIFO_LIMIT : STANDARD_LIMIT;
        Duration interval = config.checkpoint().interval();
        Duration held = interval.plus(CHECKPOINT_AND_DELETES);
        long perSecond = inFlight * 1000L / held.toMillis();
        notes.add("at most about " + Units.count(perSecond) + " messages/s: " + Units.count(inFlight)
                + " may be in flight, and each is until the checkpoint after it is complete and it is deleted ("
                + Units.duration(interval) + " interval, about " + Units.duration(CHECKPOINT_AND_DELETES)
                + " for the rest); a shorter checkpoint.interval, or several records in a message, raise that");
    }
}
