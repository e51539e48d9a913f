package io.millrace.job;

import io.millrace.job.cli.StandardOutput;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
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
 * The entry point on a Flink cluster: {@code flink run millrace-job-VERSION-cluster.jar PIPELINE.yaml}. On one machine,
 * {@code bin/millrace run} does the same with a cluster of its own.
 */
@Command(name = "millrace", description = "Runs a pipeline on a Flink cluster.")
public final class Millrace {

    private static final Logger LOG = LoggerFactory.getLogger(Millrace.class);

    @Parameters(paramLabel = "PIPELINE.yaml", description = "A local path, or a URI of one of Flink's file systems.")
    private String location;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the file, by its dotted path.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private Millrace() {}

    /**
     * @throws CommandLine.ParameterException when the arguments are not understood
     * @throws io.millrace.job.config.ConfigException when the pipeline cannot be used; its message has one line per problem
     * @throws IllegalArgumentException when its parts do not fit each other, or not this cluster
     */
    public static void main(String[] args) throws Exception {
        Millrace millrace = new Millrace();
        new CommandLine(millrace).parseArgs(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        millrace.build(env);
        env.execute();
    }

    private void build(StreamExecutionEnvironment env) throws Exception {
        ClusterPipeline pipeline = ClusterPipeline.load(location, overrides, System::getenv);
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
