package io.millrace.job.cli;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.PipelineConfig;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/** {@code s3://} in this process, for pipelines that use it; the others do not pay for it. */
final class LocalS3 {

    private LocalS3() {}

    /** Puts the pipeline's settings into {@code configuration} and makes its {@code s3://} paths work. */
    static void load(PipelineConfig config, Configuration configuration) {
        if (!config.usesObjectStore()) {
            return;
        }
        configuration.addAll(S3FileSystem.settings(config.objectStore()));
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new IllegalStateException("s3:// needs the plugin that bin/millrace brings; start through it");
        }
        S3FileSystem.load(Path.of(home, "plugins"), configuration);
    }
}
