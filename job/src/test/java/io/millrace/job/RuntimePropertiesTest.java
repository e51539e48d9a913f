package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.millrace.job.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimePropertiesTest {

    @TempDir
    private Path directory;

    private static final String WHOLE =
            """
            [
              {"PropertyGroupId": "millrace", "PropertyMap": {"pipeline": "s3://lake/pipelines/clicks.yaml"}},
              {"PropertyGroupId": "millrace.overrides", "PropertyMap": {"output.files.path": "s3://lake/clicks"}},
              {"PropertyGroupId": "millrace.variables", "PropertyMap": {"QUEUE_URL": "https://sqs/q", "N": "1"}},
              {"PropertyGroupId": "ProducerConfig", "PropertyMap": {"its.own": "business"}}
            ]
            """;

    @Test
    void thePipelineItsOverridesAndItsVariablesAreGroupsOfTheirOwn() throws Exception {
        RuntimeProperties properties = read(WHOLE);

        assertThat(properties.pipeline()).isEqualTo("s3://lake/pipelines/clicks.yaml");
        assertThat(properties.overrides()).isEqualTo(Map.of("output.files.path", "s3://lake/clicks"));
        assertThat(properties.variables()).isEqualTo(Map.of("QUEUE_URL", "https://sqs/q", "N", "1"));
    }

    @Test
    void theLibraryOfAwsReadsTheSameInTheSameFile() throws Exception {
        RuntimeProperties properties = read(WHOLE);

        Map<String, java.util.Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties(file().toString());

        assertThat(groups.get(RuntimeProperties.MAIN).getProperty("pipeline")).isEqualTo(properties.pipeline());
        assertThat(groups.get(RuntimeProperties.OVERRIDES)).containsExactlyEntriesOf(properties.overrides());
        assertThat(groups.get(RuntimeProperties.VARIABLES)).containsAllEntriesOf(properties.variables());
    }

    @Test
    void withoutAPipelineItSaysWhichGroupAndWhichPropertyIsMissing() {
        assertThatThrownBy(() -> read("[]"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        file()
                                + " millrace.pipeline: expected where the pipeline is, such as"
                                + " 's3://bucket/pipelines/clicks.yaml' or 'classpath:/clicks.yaml', but there is no such property");
        assertThatThrownBy(() -> read("[{\"PropertyGroupId\": \"millrace\", \"PropertyMap\": {\"pipeline\": \" \"}}]"))
                .hasMessageEndingWith("but it is empty");
    }

    @Test
    void whatIsOursAndUnknownIsAnErrorAllOfItAtOnce() {
        assertThatThrownBy(() -> read(WHOLE.replace("millrace.variables", "millrace.variabels")
                        .replace("{\"pipeline\"", "{\"parallelism\": \"2\", \"pipeline\"")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("millrace.variabels: unknown property group; there are millrace,")
                .hasMessageContaining("millrace.parallelism: unknown property; keys of the pipeline belong to");
    }

    @Test
    void aFileThatIsNotThereOrNoListSaysSoWithoutQuotingIt() {
        assertThatThrownBy(() -> RuntimeProperties.read(directory.resolve("missing.json")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("missing.json the runtime properties cannot be read");
        assertThatThrownBy(() -> read("{\"secret\": 1}"))
                .hasMessageEndingWith("expected a list of property groups")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read("[\n{\"secret\" 1}]"))
                .hasMessageEndingWith("expected JSON, but there is a mistake in line 2")
                .hasMessageNotContaining("secret");
    }

    private Path file() {
        return directory.resolve("application_properties.json");
    }

    private RuntimeProperties read(String json) throws Exception {
        Files.writeString(file(), json);
        return RuntimeProperties.read(file());
    }
}
