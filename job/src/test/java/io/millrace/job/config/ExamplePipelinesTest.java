package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pipelines in {@code conf/}, as somebody finds them. */
class ExamplePipelinesTest {

    private static final Path CONF = GeneratedFilesTest.PROJECT.resolve("conf");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SQS_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks",
            "S3_BUCKET", "my-lake",
            "KINESIS_STREAM", "clicks",
            "COMMITS_STREAM", "commits",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks-dead");

    static Stream<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.toString().matches(".*(?<!\\.test)\\.yaml")).toList().stream();
        }
    }

    @Test
    void theExamplesAreFound() throws Exception {
        assertThat(pipelines()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void anExampleIsRightWithoutAWarning(Path file) throws Exception {
        LoadedPipeline loaded = ConfigLoader.loadWithWarnings(file, Map.of(), ENVIRONMENT::get);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(PublishedSchemaTest.validate(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void anExampleNamesTheSchemasItUses(Path file) throws Exception {
        PipelineConfig config = ConfigLoader.load(file, Map.of(), ENVIRONMENT::get);
        String first = Files.readAllLines(file).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1)).normalize())
                .isEqualTo(CONF.resolve("pipeline.schema.json"));
        assertThat(config.allTypes())
                .extracting(TypeConfig::schema)
                .allMatch(schema -> schema.isClass() || Files.exists(file.resolveSibling(schema.value())));
    }

    /** What the comment of the example says of the descriptors: they are those of the file beside them. */
    @Test
    void theDescriptorsOfTheProtobufExampleAreThoseOfItsSource() throws Exception {
        FileDescriptorSet set =
                FileDescriptorSet.parseFrom(Files.readAllBytes(CONF.resolve("schemas/click-event.desc")));
        List<String> described = new ArrayList<>();
        fields(set.getFile(set.getFileCount() - 1).getMessageType(0), described);

        Matcher field = Pattern.compile("(\\w+) = (\\d+);")
                .matcher(Files.readString(CONF.resolve("schemas/click-event.proto")));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(field.results()
                        .map(match -> match.group(1) + " = " + match.group(2))
                        .toList());
    }

    private static void fields(DescriptorProto message, List<String> to) {
        if (!message.getOptions().getMapEntry()) {
            message.getFieldList().forEach(field -> to.add(field.getName() + " = " + field.getNumber()));
            message.getNestedTypeList().forEach(nested -> fields(nested, to));
        }
    }

    @Test
    void everyPipelineToStartFromHasCases() throws Exception {
        assertThat(pipelines().filter(file -> !file.startsWith(CONF.resolve("docker"))))
                .allSatisfy(file -> assertThat(file.resolveSibling(
                                file.getFileName().toString().replace(".yaml", ".test.yaml")))
                        .exists());
    }

    @Test
    void variablesChangeTheS3ExampleAsItsCommentsSay() throws Exception {
        Path file = CONF.resolve("examples/sqs-to-s3-parquet.yaml");
        Map<String, String> environment = Map.of(
                "SQS_QUEUE_URL", "http://localhost:9324/000000000000/clicks",
                "SQS_ENDPOINT", "http://localhost:9324",
                "AWS_REGION", "eu-central-1",
                "S3_BUCKET", "test",
                "S3_PREFIX", "a/b",
                "S3_ENDPOINT", "http://localhost:9000",
                "S3_PATH_STYLE", "true");
        Map<String, String> flags = Map.of(
                "parallelism", "4",
                "checkpoint.interval", "60 s",
                "output.files.roll.rows", "500000",
                "output.files.roll.input-size", "200 MB");

        PipelineConfig config = ConfigLoader.load(file, flags, environment::get);

        assertThat(config.source().sqs().region()).isEqualTo("eu-central-1");
        assertThat(config.source().sqs().endpoint()).hasPort(9324);
        assertThat(config.output().files().path()).isEqualTo(new OutputPath("s3://test/a/b"));
        assertThat(config.output().files().s3().pathStyle()).isTrue();
        assertThat(config.output().files().roll().rows()).isEqualTo(500_000);
        assertThat(config.output().files().roll().inputSize()).isEqualTo(new ByteSize(200_000_000));
        assertThat(config.parallelism()).isEqualTo(4);
        assertThat(config.checkpoint().interval()).hasSeconds(60);
        assertThat(config.deadLetter().path()).isEqualTo(new OutputPath("s3://test/dead-letters/a/b"));
    }

    /** The flags and variables of the page on moving from an ingestor are those of the example, with these values. */
    @Test
    void theTableForIngestorsUsersFitsTheS3Example() throws Exception {
        String page = Files.readString(GeneratedFilesTest.PROJECT.resolve("docs/how-to/sqs-to-s3.md"));
        Map<String, String> flags = Pattern.compile("\\| `--set ([\\w.-]+)='?([^`']*)'?` \\|")
                .matcher(page)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        List<String> variables = Pattern.compile("\\| the \\w+ \\| `([A-Z0-9_]+)` \\|")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        Path file = CONF.resolve("examples/sqs-to-s3-parquet.yaml");

        assertThat(variables).containsExactly("AWS_REGION", "SQS_QUEUE_URL", "S3_BUCKET", "S3_PREFIX");
        assertThat(Files.readString(file))
                .contains(variables.stream().map("${%s"::formatted).toList());
        PipelineConfig config = ConfigLoader.load(file, flags, ENVIRONMENT::get);
        assertThat(config.parallelism()).isEqualTo(4);
        assertThat(config.checkpoint().interval()).hasSeconds(60);
        assertThat(config.output().files().roll().rows()).isEqualTo(500_000);
        assertThat(config.output().files().roll().inputSize()).isEqualTo(ByteSize.parse("12 MiB"));
        assertThat(page).contains("`--set output.files.roll.rows=`");
        assertThat(ConfigLoader.load(file, Map.of("output.files.roll.rows", ""), ENVIRONMENT::get)
                        .output()
                        .files()
                        .roll()
                        .rows())
                .isNull();
    }

    @Test
    void theLocalExampleCountsOnlyWithTheFlagsOfItsComment() throws Exception {
        PipelineConfig config = ConfigLoader.load(
                CONF.resolve("examples/sqs-to-local-ndjson.yaml"),
                Map.of("output.files", "", "output.stats", "{}"),
                Map.<String, String>of()::get);

        assertThat(config.output()).isEqualTo(new OutputConfig(null, null, new StatsConfig()));
    }

    @Test
    void anExampleWithoutItsVariablesSaysWhichAreMissing() {
        assertThat(catchThrowable(() -> ConfigLoader.load(
                        CONF.resolve("examples/sqs-to-s3-parquet.yaml"), Map.of(), Map.<String, String>of()::get)))
                .hasMessageContaining("the environment variable SQS_QUEUE_URL is not set")
                .hasMessageContaining("the environment variable S3_BUCKET is not set");
    }
}
