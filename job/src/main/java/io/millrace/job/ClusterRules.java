package io.millrace.job;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.S3Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

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
        if (config.demo() != null) {
            problems.add("demo: only 'millrace run' has one; a cluster reads from a queue that is there");
        }
        if (config.checkpoint().directory() == null
                && cluster.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) == null) {
            problems.add("checkpoint.directory: expected a directory here, or "
                    + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                    + " in the cluster's configuration; without one, the state is lost with the JobManager");
        }
        boolean input =
                config.source().files() != null && config.source().files().s3() != null;
        s3(input ? "source.files.s3" : "output.files.s3", config.objectStore(), cluster, problems);
        return problems;
    }

    /** On a cluster s3:// is the cluster's own file system, which no job can set up. */
    private static void s3(String section, S3Config s3, ReadableConfig cluster, List<String> problems) {
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
