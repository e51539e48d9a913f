package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {

    private static final String TRANSFORM = "transform: [{function: a, options: {x: '1'}}, {function: b}]\n";

    @Test
    void aFlagWinsOverTheFileAndItsVariablesAndTheFileOverTheDefault() throws Exception {
        Document document = Document.minimal().with("source.sqs.batch-size", "${BATCH:-5}");
        Map<String, String> environment = Map.of("BATCH", "6");
        Map<String, String> flag = Map.of("source.sqs.batch-size", "7");

        assertThat(batchSize(Document.minimal(), Map.of(), Map.of())).isEqualTo(10);
        assertThat(batchSize(document, Map.of(), Map.of())).isEqualTo(5);
        assertThat(batchSize(document, Map.of(), environment)).isEqualTo(6);
        assertThat(batchSize(document, flag, environment)).isEqualTo(7);
    }

    @Test
    void onlyTheFileNamesTheVariablesItReads() throws Exception {
        Map<String, String> environment = Map.of(
                "MILLRACE_SOURCE_SQS_BATCH_SIZE", "3", "SOURCE_SQS_BATCH_SIZE", "3", "source.sqs.batch-size", "3");

        assertThat(batchSize(Document.minimal(), Map.of(), environment)).isEqualTo(10);
    }

    @Test
    void aFlagMayUseVariablesToo() throws Exception {
        assertThat(batchSize(Document.minimal(), Map.of("source.sqs.batch-size", "${BATCH}"), Map.of("BATCH", "4")))
                .isEqualTo(4);
    }

    @Test
    void anEmptyFlagTakesTheKeyBackToItsDefault() throws Exception {
        Document document =
                Document.minimal().with("source.sqs.batch-size", "5").with("checkpoint.interval", "1 min");

        PipelineConfig config = load(document.yaml(), Map.of("source.sqs.batch-size", "", "checkpoint", ""));

        assertThat(config).isEqualTo(load(Document.minimal().yaml(), Map.of()));
    }

    @Test
    void elementsOfAListAreChangedAndAppendedByTheirIndex() throws Exception {
        PipelineConfig config = load(
                Document.minimal().yaml() + TRANSFORM,
                Map.of("transform.0.options.x", "2", "transform.0.options.a.b", "3", "transform.2.function", "c"));

        assertThat(config.transform())
                .containsExactly(
                        new FunctionConfig("a", Map.of("x", "2", "a.b", "3")),
                        new FunctionConfig("b", Map.of()),
                        new FunctionConfig("c", Map.of()));
    }

    @Test
    void anEmptyFlagTakesAnOptionAway() throws Exception {
        assertThat(load(Document.minimal().yaml() + TRANSFORM, Map.of("transform.0.options.x", ""))
                        .transform()
                        .get(0)
                        .options())
                .isEmpty();
    }

    @Test
    void aListAndASectionAreWrittenAsYaml() throws Exception {
        PipelineConfig config = load(
                Document.minimal().with("output.files.format.parquet", "{}").yaml(),
                Map.of(
                        "decode.unwrap", "[sns, lines]",
                        "output.files.format", "{ndjson: {compression: gzip}}"));

        assertThat(config.decode().unwrap()).containsExactly(DecodeConfig.Unwrap.SNS, DecodeConfig.Unwrap.LINES);
        assertThat(config.output().files().format().parquet()).isNull();
        assertThat(config.output().files().format().ndjson().compression()).isEqualTo(TextCompression.GZIP);
    }

    @Test
    void theOrderOfFlagsDoesNotMatter() throws Exception {
        Map<String, String> narrowFirst = new LinkedHashMap<>();
        narrowFirst.put("source.sqs.retry.attempts", "2");
        narrowFirst.put("source.sqs.retry", "{attempts: 3, max-delay: 9 s}");

        RetryConfig retry =
                load(Document.minimal().yaml(), narrowFirst).source().sqs().retry();

        assertThat(retry.attempts()).isEqualTo(2);
        assertThat(retry.maxDelay()).hasSeconds(9);
    }

    @Test
    void aFlagMakesTheSectionsOnItsWay() throws Exception {
        String yaml = Document.minimal().without("dead-letter").yaml();

        assertThat(load(yaml, Map.of("dead-letter.path", "s3://lake/dlq"))
                        .deadLetter()
                        .path())
                .isEqualTo(new OutputPath("s3://lake/dlq"));
    }

    @Test
    void anUnknownPathIsAProblemOfTheFlag() {
        assertThat(problems(Map.of("source.sqs.wait-tme", "1 s")))
                .containsExactly("--set source.sqs.wait-tme: unknown key; did you mean 'wait-time'?");
        assertThat(problems(Map.of("batch-size", "1")))
                .containsExactly("--set batch-size: unknown key; did you mean 'source.sqs.batch-size'?");
        assertThat(problems(Map.of("source..sqs", "1")))
                .containsExactly("--set source..sqs: unknown key; this section has sqs, kinesis, files");
        assertThat(problems(Map.of("name.first", "x")))
                .containsExactly("--set name.first: a value without keys below it; set name");
    }

    @Test
    void aWrongValueIsAProblemOfTheFlag() {
        assertThat(problems(Map.of("source.sqs.wait-time", "25 s")))
                .containsExactly("--set source.sqs.wait-time: expected a duration between 0 s and 20 s, such as"
                        + " '20 s', but got '25 s'");
        assertThat(problems(Map.of("decode.unwrap", "[gzip")))
                .singleElement()
                .asString()
                .startsWith("--set decode.unwrap: not valid YAML: ");
        assertThat(problems(Map.of("output.stats", "{}")))
                .containsExactly("--set output: expected a section with exactly one of the keys files, stdout, stats,"
                        + " but got files and stats");
    }

    @Test
    void anIndexOutsideOfTheListIsAProblemOfTheFlag() {
        assertThat(problems(Map.of("transform.1.function", "c")))
                .containsExactly(
                        "--set transform.1.function: expected an index from 0 to 0 (which appends), but got" + " '1'");
        assertThat(problems(Map.of("transform.x.function", "c")))
                .containsExactly(
                        "--set transform.x.function: expected an index from 0 to 0 (which appends), but got" + " 'x'");
        assertThat(problems(Map.of("transform.0", "")))
                .containsExactly("--set transform.0: an element of a list cannot be taken away by itself; set the"
                        + " whole list");
    }

    private static int batchSize(Document document, Map<String, String> overrides, Map<String, String> environment)
            throws ConfigException {
        return ConfigLoader.parse(document.yaml(), "pipeline.yaml", overrides, environment::get)
                .source()
                .sqs()
                .batchSize();
    }

    private static PipelineConfig load(String yaml, Map<String, String> overrides) throws ConfigException {
        return ConfigLoader.parse(yaml, "pipeline.yaml", overrides, name -> null);
    }

    private static List<String> problems(Map<String, String> overrides) {
        return ConfigLoaderTest.problems(Document.minimal().yaml(), overrides, Map.of()).stream()
                .map(Problem::toString)
                .toList();
    }
}
