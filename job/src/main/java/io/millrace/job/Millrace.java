package io.millrace.job;

import io.millrace.job.builder.PipelineBuilder;
import io.millrace.job.cli.StandardOutput;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The entry point for pipelines in Java, {@link #pipeline}, and on a Flink cluster: {@code flink run
 * millrace-job-VERSION-cluster.jar PIPELINE.yaml}. On one machine, {@code bin/millrace run} does the same with a cluster of its
 * own.
 */
@Command(name = "millrace", description = "Runs a pipeline on a Flink cluster.")
public final class Millrace {

    private static final Logger LOG = LoggerFactory.getLogger(Millrace.class);

    @Parameters(
            paramLabel = "PIPELINE.yaml",
            description =
                    "A local path, a URI of one of Flink's file systems, classpath:/PATH in the jar, or class:NAME, a pipeline in Java.")
    private String location;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the file, by its dotted path.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private Millrace() {}

    /**
     * Runs a pipeline on the cluster; without arguments on Amazon Managed Service for Apache Flink, as {@link
     * ManagedFlink} does.
     *
     * @throws CommandLine.ParameterException when the arguments are not understood
     * @throws io.millrace.job.config.ConfigException when the pipeline cannot be used; its message has one line per problem
     * @throws IllegalArgumentException when its parts do not fit each other, or not this cluster
     */
    public static void main(String[] args) throws Exception {
        main(args, RuntimeProperties.OF_THE_SERVICE);
    }

    /** @param ofTheService where the service writes its properties; such a file is nowhere but there */
    static void main(String[] args, Path ofTheService) throws Exception {
        if (args.length == 0 && Files.exists(ofTheService)) {
            ManagedFlink.main(new String[] {ofTheService.toString()});
            return;
        }
        Millrace millrace = new Millrace();
        new CommandLine(millrace).parseArgs(args);
        execute(ClusterPipeline.load(millrace.location, millrace.overrides, System::getenv));
    }

    /**
     * Begins a pipeline in Java. Its methods are called as the keys of YAML are; nothing is checked before it is loaded.
     *
     * @param name the pipeline's name: lower case letters, digits and hyphens
     */
    public static PipelineBuilder pipeline(String name) {
        return new PipelineBuilder().name(name);
    }

    /**
     * Runs a pipeline where Flink says that this process is: on the cluster to which {@code flink run} submits it, or else in
     * a cluster of this JVM. Returns when the job has ended. Files that the pipeline names are relative to the working
     * directory.
     *
     * @throws io.millrace.job.config.ConfigException when the pipeline cannot be used; its message has one line per problem
     * @throws IllegalArgumentException when its parts do not fit each other, or not this cluster
     */
    public static void execute(PipelineBuilder pipeline) throws Exception {
        execute(ClusterPipeline.of(ConfigLoader.loadWithWarnings(pipeline, Map.of(), System::getenv)));
    }

    private static void execute(ClusterPipeline pipeline) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, pipeline);
        env.execute();
    }

    private static void build(StreamExecutionEnvironment env, ClusterPipeline pipeline) {
        PipelineConfig config = pipeline.loaded().config();
        pipeline.loaded().warnings().forEach(warning -> LOG.warn("{}", warning));
        List<String> problems = ClusterRules.problems(config, env.getConfiguration());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        try {
            Pipeline.build(env, config, pipeline.schemas(), PipelineEnds.of(config, StandardOutput.INSTANCE));
        } catch (UnfitException e) {
            throw new IllegalArgumentException(pipeline.loaded().problem(e).toString(), e);
        }
    }
}
