package io.millrace.job.cli;

import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.quickstart.Demo;
import io.millrace.job.schema.SchemaLoader;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The real thing: what the configuration names, and nothing else. */
final class PipelineWiring implements Wiring {

    @Override
    public void build(StreamExecutionEnvironment env, PipelineConfig config, Path file) {
        Pipeline.build(env, config, SchemaLoader.besides(file), PipelineEnds.of(config, StandardOutput.INSTANCE));
    }

    @Override
    public Companion accompany(PipelineConfig config, Path directory) throws Exception {
        return config.demo() == null
                ? Companion.NONE
                : new DemoCompanion(Demo.start(config, directory.resolve("demo")));
    }
}
