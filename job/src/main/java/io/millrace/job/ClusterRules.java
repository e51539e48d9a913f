package io.millrace.job;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.S3Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * What a pipeline asks for that only the cluster can give. Nothing of it is silently left out: a cluster that is set up
 * otherwise refuses the pipeline.
 */
final class ClusterRules {

    private ClusterRules() {}

    /**
     * @param cluster Flink's configuration, as the job's environment sees it
     * @return what is wrong, one sentence each
     */
    static List<String> problems(PipelineConfig config, ReadableConfig cluster) {
        List<String> problems = new ArrayList<>();
        demo(config, problems);
        if (config.checkpoint().directory() == null
                && cluster.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) == null) {
            problems.add("checkpoint.directory: expected a directory here, or "
                    + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                    + " in the cluster's configuration; without one, the state is lost with the JobManager");
        }
        s3(config, cluster, problems);
        return problems;
    }

    /**
     * The same for Amazon Managed Service for Apache Flink, which keeps the state itself and has no disk that outlives a
     * task.
     *
     * @param service Flink's configuration, as the job's environment sees it
     */
    static List<String> problemsOnService(PipelineConfig config, ReadableConfig service) {
        List<String> problems = new ArrayList<>();
        demo(config, problems);
        if (service.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
            problems.add("the application has no checkpoints; enable them in its CheckpointConfiguration");
        }
        if (service.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE) != CheckpointingMode.EXACTLY_ONCE
                || service.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
            problems.add("expected aligned exactly-once checkpoints, as the service has them by default, but "
                    + CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key() + " is "
                    + service.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE) + " and "
                    + CheckpointingOptions.ENABLE_UNALIGNED.key() + " is "
                    + service.get(CheckpointingOptions.ENABLE_UNALIGNED));
        }
        if (config.output().files() != null) {
            onS3("output.files.path", config.output().files().path(), problems);
        }
        onS3("dead-letter.path", config.deadLetter().path(), problems);
        s3(config, service, problems);
        return problems;
    }

    private static void onS3(String key, OutputPath path, List<String> problems) {
        if (!path.isS3()) {
            problems.add(key + ": expected a path of S3, because the service has no other place that lasts, but got '"
                    + path + "'");
        }
    }

    private static void demo(PipelineConfig config, List<String> problems) {
        if (config.demo() != null) {
            problems.add("demo: only 'millrace run' has one; a cluster reads from a queue that is there");
        }
    }

    /** On a cluster s3:// is the cluster's own file system, which no job can set up. */
    private static void s3(PipelineConfig config, ReadableConfig cluster, List<String> problems) {
        S3Config s3 = config.objectStore();
        boolean input =
                config.source().files() != null && config.source().files().s3() != null;
        String section = input ? "source.files.s3" : "output.files.s3";
        Map<String, String> usual = S3FileSystem.clusterSettings(S3Config.AWS).toMap();
        Map<String, String> asked;
        try {
            asked = S3FileSystem.clusterSettings(s3).toMap();
        } catch (IllegalArgumentException e) {
            problems.add(section + "." + e.getMessage());
            return;
        }
        asked.forEach((key, wanted) -> {
            if (wanted.equals(usual.get(key))) {
                return;
            }
            String actual = cluster.get(ConfigOptions.key(key).stringType().noDefaultValue());
            if (!wanted.equals(actual)) {
                boolean secret = key.contains("key") || key.contains("password");
                problems.add(section + ": on a cluster s3:// is the cluster's, and " + key + " is "
                        + (actual == null ? "not set" : "set otherwise") + " in its configuration; set it there"
                        + (secret ? "" : " to '" + wanted + "'") + ", or leave it out here");
            }
        });
    }
}
