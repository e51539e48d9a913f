package io.millrace.job.cli;

import io.millrace.job.builder.JavaPipelines;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pipeline that a command is about, as every command takes it. */
final class PipelineFile {

    @Parameters(
            paramLabel = "PIPELINE",
            description = {
                "The pipeline's configuration, a YAML file.",
                "Or class:NAME, a pipeline in Java; its class is on the class path that MILLRACE_CLASSPATH adds."
            })
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Overrides one key of the file, by its dotted path: --set checkpoint.interval=\"30 s\".",
                "May be given several times."
            })
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The file, beside which other files stand that the pipeline names; of a pipeline in Java, its {@code class:NAME}. */
    Path path() {
        return file;
    }

    LoadedPipeline load() throws ConfigException {
        if (JavaPipelines.isClass(file.toString())) {
            return JavaPipelines.load(file.toString(), overrides, System::getenv);
        }
        return ConfigLoader.loadWithWarnings(file, overrides, System::getenv);
    }
}
