package io.millrace.job.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The schema that the Flink Kubernetes operator publishes for its {@code FlinkDeployment}, as {@code
 * @kubernetes-models/flink} has it in JavaScript. It knows types and permitted values; keys that it does not know it lets
 * pass.
 */
public final class FlinkDeploymentSchema {

    private FlinkDeploymentSchema() {}

    /**
     * What it has against a resource. Skips the test where there is no node.
     *
     * @param json a file
     * @param directory where the program's output is kept
     */
    public static List<String> problems(Path json, Path directory) throws IOException, InterruptedException {
        try (Processes processes = new Processes(directory)) {
            Processes.Child checker = processes.start(
                    "flink-deployment", Map.of(), NodeServers.command("flink-deployment.mjs", json.toString()));
            int code = checker.waitFor(2, TimeUnit.MINUTES);
            if (code != 0) {
                throw new AssertionError("flink-deployment.mjs ended with " + code + ":\n" + checker.output());
            }
            return checker.output().lines().toList();
        }
    }
}
