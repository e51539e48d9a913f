package io.millrace.job.cli;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.S3Config;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;

/** {@code s3://} in this process, for pipelines that use it; the others do not pay for it. */
final class LocalS3 {

    private static final S3Config AWS = new S3Config(null, null, false, null, null);

    private LocalS3() {}

    /** Puts the pipeline's settings into {@code configuration} and makes its {@code s3://} paths work. */
    static void load(PipelineConfig config, Configuration configuration) {
        if (!isUsed(config)) {
            return;
        }
        configuration.addAll(S3FileSystem.settings(settings(config)));
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new IllegalStateException("s3:// needs the plugin that bin/millrace brings; start through it");
        }
        S3FileSystem.load(Path.of(home, "plugins"), configuration);
    }

    static boolean isUsed(PipelineConfig config) {
        OutputPath[] paths = {
            config.output().files() == null ? null : config.output().files().path(),
            config.deadLetter().path(),
            config.checkpoint().directory()
        };
        return Arrays.stream(paths).filter(Objects::nonNull).anyMatch(OutputPath::isS3);
    }

    /** Dead letters and checkpoints use the output's. */
    private static S3Config settings(PipelineConfig config) {
        return config.output().files() == null ? AWS : config.output().files().s3();
    }
}
