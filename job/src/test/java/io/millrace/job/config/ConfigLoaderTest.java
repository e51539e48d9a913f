package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    static final String MINIMAL =
            """
            name: clickstream
            source:
              sqs:
                queue-url: https://sqs.eu-west-1.amazonaws.com/123456789012/events
            decode:
              schema: schemas/click-event.avsc
            output:
              files:
                path: s3://lake/events
            dead-letter:
              path: s3://lake/dead-letters/events
            """;

    @TempDir
    Path directory;

    @Test
    void aPipelineWithItsRequiredKeysAloneHasTheDefaultsOfAllOthers() throws Exception {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), MINIMAL);

        PipelineConfig config = ConfigLoader.load(file, Map.of(), name -> null);

        assertThat(config.name()).isEqualTo(new PipelineName("clickstream"));
        assertThat(config.parallelism()).isNull();
        assertThat(config.source().sqs().waitTime()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.source().sqs().retry().attempts()).isEqualTo(8);
        assertThat(config.output().files().format().parquet().rowGroupSize()).isEqualTo(ByteSize.parse("128 MiB"));
        assertThat(config.output().files().format().ndjson()).isNull();
        assertThat(config.output().stdout()).isNull();
        assertThat(config.transform()).isEmpty();
        assertThat(config.demo()).isNull();
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoProblem() throws Exception {
        String windows = "\uFEFF" + MINIMAL.replace("\n", "\r\n");

        assertThat(parse(windows)).isEqualTo(parse(MINIMAL));
    }

    @Test
    void anAliasStandsForItsAnchorsValue() throws Exception {
        PipelineConfig config = parse(
                MINIMAL.replace("name: clickstream", "name: &name clickstream") + "transform: [{function: *name}]\n");

        assertThat(config.transform()).containsExactly(new FunctionConfig("clickstream", Map.of()));
    }

    @Test
    void aFileThatDoesNotExistIsAProblem() {
        Path file = directory.resolve("absent.yaml");

        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of(), name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":1:1: no such file");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws Exception {
        Path file =
                Files.write(directory.resolve("latin.yaml"), "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of(), name -> null))
                .hasMessage(file + ":1:1: not a text in UTF-8");
    }

    @Test
    void aDirectoryIsAProblem() {
        assertThatThrownBy(() -> ConfigLoader.load(directory, Map.of(), name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory + ":1:1: cannot be read: ");
    }

    @Test
    void twelveMistakesAreTwelveProblemsWithTheirLines() {
        String yaml =
                """
                name: Click Stream
                parallelism: 2.5
                source:
                  sqs:
                    queue-url: sqs.eu-west-1.amazonaws.com/events
                    region: ${SQS_REGION}
                    batch-size: 10
                    wait-tme: 10 s
                    wait-time: 25 s
                    mode: drian
                    batch-size: 5
                deduplicate:
                  ttl: 2 weeks
                decode:
                  format: {json: {}}
                route:
                  event-time:
                    zone: Europe/Berln
                output:
                  files:
                    path: out/events
                  stdout: {}
                dead-letter:
                  path: out/dead-letters
                """;

        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                pipeline.yaml:1:1: name: expected 1 to 63 lower case letters, digits and hyphens, beginning with a \
                letter, but got 'Click Stream'
                pipeline.yaml:2:1: parallelism: expected a whole number between 1 and 4096, but got 2.5
                pipeline.yaml:5:5: source.sqs.queue-url: expected the URL of an SQS queue, such as \
                'https://sqs.eu-west-1.amazonaws.com/123456789012/events', but got 'sqs.eu-west-1.amazonaws.com/events'
                pipeline.yaml:6:5: source.sqs.region: the environment variable SQS_REGION is not set; set it, or \
                give a default: ${SQS_REGION:-default}
                pipeline.yaml:8:5: source.sqs.wait-tme: unknown key; did you mean 'wait-time'?
                pipeline.yaml:9:5: source.sqs.wait-time: expected a duration between 0 s and 20 s, such as '20 s', \
                but got '25 s'
                pipeline.yaml:10:5: source.sqs.mode: expected one of continuous, drain, but got 'drian'; did you \
                mean 'drain'?
                pipeline.yaml:11:5: source.sqs.batch-size: given a second time; the first is in line 7
                pipeline.yaml:13:3: deduplicate.ttl: expected a duration between 1 min and 14 d, such as '1 h', but \
                got '2 weeks'; whole numbers of the units ms, s, min, h and d
                pipeline.yaml:14:1: decode.schema: missing; expected the path of an .avsc file or of a directory of versions, or 'class:NAME', \
                such as 'schemas/click-event.avsc'
                pipeline.yaml:18:5: route.event-time.zone: expected a time zone, such as 'UTC', but got \
                'Europe/Berln'; did you mean 'Europe/Berlin'?
                pipeline.yaml:22:3: output: expected a section with exactly one of the keys files, stdout, stats, \
                but got files and stdout""");
    }

    static PipelineConfig parse(String yaml) throws ConfigException {
        return ConfigLoader.parse(yaml, "pipeline.yaml", Map.of(), name -> null);
    }

    static List<Problem> problems(String yaml, Map<String, String> overrides, Map<String, String> environment) {
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> ConfigLoader.parse(yaml, "pipeline.yaml", overrides, environment::get))
                .problems();
    }
}
