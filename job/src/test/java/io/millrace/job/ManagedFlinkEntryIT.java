package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.ConfigException;
import io.millrace.job.testkit.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class that the jar's manifest names, as the service starts it: without arguments, beside a file of properties. */
final class ManagedFlinkEntryIT {

    @TempDir
    private Path directory;

    private Path properties;

    /** A job on {@code s3://} is only built where there is such a file system. No server is asked. */
    @BeforeAll
    static void withS3() {
        S3FileSystem.load(S3Server.plugins(), new Configuration());
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(
                directory.resolve("clicks.yaml"),
                """
                name: clicks
                parallelism: 4
                source:
                  sqs:
                    queue-url: ${QUEUE_URL}
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                output:
                  files:
                    path: s3://lake/clicks
                dead-letter:
                  path: s3://lake/dead
                checkpoint:
                  interval: 10 s
                  directory: s3://lake/state
                """);
        properties = Files.writeString(
                directory.resolve("application_properties.json"),
                """
                [
                  {"PropertyGroupId": "millrace", "PropertyMap": {"pipeline": "%s"}},
                  {"PropertyGroupId": "millrace.variables",
                   "PropertyMap": {"QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks"}}
                ]
                """
                        .formatted(directory.resolve("clicks.yaml")));
    }

    @Test
    void whereTheServiceIsThePipelineOfItsPropertiesIsRunAsTheServiceIsSetUp() throws Exception {
        Configuration service = new Configuration();
        service.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(60));
        service.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(60));

        List<StreamExecutionEnvironment> executed =
                ServiceEnvironment.during(service, () -> Millrace.main(new String[0], properties));

        assertThat(executed).singleElement().satisfies(env -> {
            assertThat(env.getConfiguration().get(PipelineOptions.NAME)).isEqualTo("clicks");
            assertThat(env.getCheckpointInterval())
                    .as("the service's, not the pipeline's 10 s")
                    .isEqualTo(60_000);
            assertThat(env.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                    .as("the pipeline's is left out")
                    .isNull();
        });
    }

    @Test
    void whatIsWrongWithTheServicesPropertiesIsSaidWithTheirFile() throws Exception {
        Files.writeString(properties, "[]");

        assertThatThrownBy(() -> Millrace.main(new String[0], properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(properties + " millrace.pipeline: expected where the pipeline is");
    }

    @Test
    void aPipelineThatIsNamedIsRunThoughTheServiceHasProperties() {
        assertThatThrownBy(() -> Millrace.main(new String[] {"another.yaml"}, properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("another.yaml")
                .hasMessageNotContaining("clicks.yaml");
    }

    /** What a program gets as its environment where somebody else has set it up; collects what is executed. */
    private static final class ServiceEnvironment extends StreamExecutionEnvironment {

        private final List<StreamExecutionEnvironment> executed;

        private ServiceEnvironment(Configuration service, List<StreamExecutionEnvironment> executed) {
            super(service);
            this.executed = executed;
        }

        /** Runs a program there, and returns what it executed. */
        static List<StreamExecutionEnvironment> during(Configuration service, Program program) throws Exception {
            List<StreamExecutionEnvironment> executed = new ArrayList<>();
            initializeContextEnvironment(ignored -> new ServiceEnvironment(new Configuration(service), executed));
            try {
                program.run();
            } finally {
                resetContextEnvironment();
            }
            return executed;
        }

        @Override
        public JobExecutionResult execute() {
            assertThat(getExecutionPlan()).as("a graph that Flink accepts").contains("\"nodes\"");
            executed.add(this);
            return new JobExecutionResult(new JobID(), 0, Map.of());
        }
    }

    private interface Program {
        void run() throws Exception;
    }
}
