package io.millrace.job.it;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.FlinkCluster;
import io.millrace.job.testkit.KinesaliteServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of separate processes that read a stream, one of which is killed in the middle. */
final class KillKinesisReaderIT {

    private static final String STREAM = "events";
    private static final int RECORDS = 60_000;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void recordsOfAKilledTaskManagerComeOnceIntoTheFiles() throws Exception {
        Events.writeSchema(directory);
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"));
                FlinkCluster cluster = FlinkCluster.start(
                        directory.resolve("cluster"),
                        2,
                        1,
                        new Configuration(),
                        Map.of("JAVA_TOOL_OPTIONS", "-Daws.cborEnabled=false"))) {
            server.createStream(STREAM, 4);
            StreamProducer.put(server, STREAM, 0, RECORDS / 2, Events::event);
            server.split(STREAM, server.openShards(STREAM).get(1));
            StreamProducer.put(server, STREAM, RECORDS / 2, RECORDS, Events::event);
            cluster.explaining(() -> {
                PipelineConfig config = config(server);
                StreamExecutionEnvironment env = cluster.environment(new Configuration());
                Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
                JobClient job = env.executeAsync();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> Events.count(directory.resolve("out")) > RECORDS / 8);
                cluster.killTaskManager(cluster.taskManagers().get(0));
                cluster.startTaskManager();
                job.getJobExecutionResult().get(4, TimeUnit.MINUTES);
            });
        }
        Events.assertEachOnce(directory.resolve("out"), RECORDS);
    }

    private PipelineConfig config(KinesaliteServer server) throws Exception {
        String yaml =
                """
                name: kill-kinesis-reader
                parallelism: 2
                source:
                  kinesis:
                    stream: %s
                    endpoint: %s
                    until: start
                    max-record-count: 300
                    discovery-interval: 500 ms
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 500 ms
                  directory: %s
                """
                        .formatted(
                                STREAM,
                                server.endpoint(),
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "kill.yaml", Map.of(), variable -> null);
    }
}
