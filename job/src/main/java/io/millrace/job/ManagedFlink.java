package io.millrace.job;

import static java.util.Objects.requireNonNull;

import io.millrace.job.cli.StandardOutput;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.Location;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.Problem;
import io.millrace.job.config.UnfitException;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point on Amazon Managed Service for Apache Flink. The service starts the class that the jar's manifest names,
 * {@link Millrace}, without arguments; it hands over to here.
 *
 * <p>Parallelism, checkpoints, restarts and the place of the state are the service's own: it refuses a job that sets them.
 * So what a pipeline says about them is replaced by what the application is configured to, and the log says what holds.
 */
public final class ManagedFlink {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedFlink.class);

    /** Keys of which the service alone decides, and what is said of them to somebody who wants to override one. */
    private static final Map<String, String> OF_THE_SERVICE = Map.of(
            "parallelism", "ParallelismConfiguration",
            "checkpoint.interval", "CheckpointConfiguration",
            "checkpoint.timeout", "the service alone",
            "checkpoint.directory", "the service alone",
            "checkpoint.tolerable-failures", "the service alone",
            "checkpoint.restarts", "the service alone");

    private ManagedFlink() {}

    /**
     * Runs the pipeline that the runtime properties name.
     *
     * @param args nothing; or a file of runtime properties instead of the service's own, to try them on another cluster
     * @throws ConfigException when the properties or the pipeline cannot be used; its message has one line per problem
     * @throws IllegalArgumentException when its parts do not fit each other, or not the service
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        RuntimeProperties properties =
                RuntimeProperties.read(args.length == 0 ? RuntimeProperties.OF_THE_SERVICE : Path.of(args[0]));
        build(env, load(properties, env.getConfiguration()));
        env.execute();
    }

    /**
     * The pipeline that the properties name, with what the service has decided in place of what it says.
     *
     * @param service Flink's configuration, as the job's environment sees it
     */
    static ClusterPipeline load(RuntimeProperties properties, ReadableConfig service)
            throws ConfigException, IOException {
        requireNonNull(service, "service");
        List<Problem> problems = new ArrayList<>();
        Map<String, String> overrides = new HashMap<>(properties.overrides());
        OF_THE_SERVICE.forEach((key, where) -> {
            if (overrides.containsKey(key)) {
                problems.add(properties.problem(
                        RuntimeProperties.OVERRIDES + "." + key,
                        "is decided by " + where + " of the application, not by properties; leave it out"));
            }
            overrides.put(key, "");
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems, List.of());
        }
        service.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                .ifPresent(interval -> overrides.put("checkpoint.interval", interval.toString()));
        service.getOptional(CheckpointingOptions.CHECKPOINTING_TIMEOUT)
                .ifPresent(timeout -> overrides.put("checkpoint.timeout", timeout.toString()));
        try {
            ClusterPipeline pipeline =
                    ClusterPipeline.load(properties.pipeline(), overrides, properties.variables()::get);
            LOG.info(
                    "pipeline {} of {}: the service checkpoints every {}",
                    pipeline.loaded().config().name(),
                    properties.pipeline(),
                    pipeline.loaded().config().checkpoint().interval());
            return pipeline;
        } catch (ConfigException e) {
            throw asProperties(e, properties);
        }
    }

    private static void build(StreamExecutionEnvironment env, ClusterPipeline pipeline) {
        PipelineConfig config = pipeline.loaded().config();
        pipeline.loaded().warnings().forEach(warning -> LOG.warn("{}", warning));
        List<String> problems = ClusterRules.problemsOnService(config, env.getConfiguration());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        try {
            Pipeline.buildOnService(env, config, pipeline.schemas(), PipelineEnds.of(config, StandardOutput.INSTANCE));
        } catch (UnfitException e) {
            throw new IllegalArgumentException(pipeline.loaded().problem(e).toString(), e);
        }
    }

    /** What is said of the flag {@code --set} is said of the group of properties that stands for it. */
    private static ConfigException asProperties(ConfigException e, RuntimeProperties properties) {
        List<Problem> problems = e.problems().stream()
                .map(problem -> problem.location().equals(Location.FLAG)
                        ? properties.problem(RuntimeProperties.OVERRIDES + "." + problem.path(), problem.message())
                        : problem)
                .toList();
        ConfigException translated = new ConfigException(problems, e.warnings());
        translated.initCause(e);
        return translated;
    }
}
