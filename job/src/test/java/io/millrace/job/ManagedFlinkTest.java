package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.PipelineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ManagedFlinkTest {

    @TempDir
    private Path directory;

    private final Configuration service = new Configuration();

    @BeforeEach
    void asTheServiceIs() throws Exception {
        service.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(60));
        service.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(60));
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
    }

    @Test
    void whatTheServiceDecidesStandsInPlaceOfWhatThePipelineSays() throws Exception {
        PipelineConfig config = load(Map.of()).loaded().config();

        assertThat(config.parallelism()).as("the service's").isNull();
        assertThat(config.checkpoint().interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.checkpoint().timeout()).isEqualTo(Duration.ofMinutes(60));
        assertThat(config.checkpoint().directory()).isNull();
    }

    @Test
    void overridesAndVariablesHoldAsOnTheCommandLine() throws Exception {
        PipelineConfig config =
                load(Map.of("output.files.roll.rows", "7")).loaded().config();

        assertThat(config.output().files().roll().rows()).isEqualTo(7);
        assertThat(config.source().sqs().queueUrl().value()).endsWith("/123456789012/clicks");
    }

    @Test
    void aWrongOverrideIsReportedAsThePropertyThatItIs() {
        assertThatThrownBy(() -> load(Map.of("output.files.rol.rows", "7", "route.layout", "nonsense")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(" millrace.overrides.output.files.rol.rows: unknown key")
                .hasMessageNotContaining("--set");
    }

    @Test
    void aKeyThatTheServiceDecidesCannotBeOverridden() {
        assertThatThrownBy(() -> load(Map.of("parallelism", "2", "checkpoint.interval", "10 s")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "millrace.overrides.parallelism: is decided by ParallelismConfiguration of the application")
                .hasMessageContaining("millrace.overrides.checkpoint.interval: is decided by CheckpointConfiguration");
    }

    @Test
    void whereTheServiceIsNotAPipelineMustBeNamed() {
        assertThatThrownBy(() -> Millrace.main(new String[0]))
                .isInstanceOf(CommandLine.MissingParameterException.class)
                .hasMessageContaining("PIPELINE.yaml");
    }

    private ClusterPipeline load(Map<String, String> overrides) throws Exception {
        return ManagedFlink.load(
                new RuntimeProperties(
                        directory.resolve("properties.json"),
                        directory.resolve("clicks.yaml").toString(),
                        overrides,
                        Map.of("QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks")),
                service);
    }
}
