package io.millrace.job.cli;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.PipelineConfig;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/** {@code s3://} and {@code gs://} in this process, for pipelines that use them; the others do not pay for them. */
final class LocalStores {

    /** Whether Google's connector puts an empty object in place of a directory when something in it is deleted. */
    static final String MARKS_OF_DIRECTORIES = "gs.implicit.dir.repair.enable";

    private LocalStores() {}

    /** For commands that ask and leave nothing: a wrong endpoint is an answer within seconds. */
    static void loadForQuestions(PipelineConfig config) {
        Configuration configuration = S3FileSystem.impatience();
        configuration.setString(MARKS_OF_DIRECTORIES, "false");
        load(config, configuration);
    }

    /** Puts the pipeline's settings into {@code configuration} and makes its paths in object stores work. */
    static void load(PipelineConfig config, Configuration configuration) {
        if (!config.usesObjectStore()) {
            return;
        }
        configuration.addAll(S3FileSystem.settings(config.objectStore()));
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new IllegalStateException(
                    "s3:// and gs:// need the plugins that bin/millrace brings; start through it");
        }
        S3FileSystem.load(Path.of(home, "plugins"), config.usesS3() ? config.objectStore() : null, configuration);
    }
}
