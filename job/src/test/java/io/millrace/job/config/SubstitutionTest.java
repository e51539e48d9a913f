package io.millrace.job.config;

import static io.millrace.job.config.ConfigLoaderTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

    private static final Map<String, String> NONE = Map.of();

    @Test
    void aVariableBecomesWhatItsKeyWants() throws Exception {
        Map<String, String> environment = Map.of("WORKERS", "3", "WAIT", "5 s", "LINES", "false", "SHARE", "0.25");

        PipelineConfig config = parse(
                Document.minimal()
                        .with("parallelism", "${WORKERS}")
                        .with("source.sqs.wait-time", "'${WAIT}'")
                        .with("output.files.format.ndjson.trailing-newline", "\"${LINES}\"")
                        .with("dead-letter.breaker.max-share", "${SHARE}"),
                environment);

        assertThat(config.parallelism()).isEqualTo(3);
        assertThat(config.source().sqs().waitTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.output().files().format().ndjson().trailingNewline()).isFalse();
        assertThat(config.deadLetter().breaker().maxShare()).isEqualTo(0.25);
    }

    @Test
    void aVariableIsPartOfAText() throws Exception {
        PipelineConfig config = parse(
                Document.minimal().with("output.files.path", "s3://${BUCKET}/${PREFIX:-events}/v1"),
                Map.of("BUCKET", "lake"));

        assertThat(config.output().files().path()).isEqualTo(new OutputPath("s3://lake/events/v1"));
    }

    @Test
    void theDefaultHoldsWhenTheVariableIsNotSetOrEmpty() throws Exception {
        Document document = Document.minimal().with("source.sqs.wait-time", "${WAIT:-7 s}");

        assertThat(parse(document, NONE).source().sqs().waitTime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(parse(document, Map.of("WAIT", "")).source().sqs().waitTime())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(parse(document, Map.of("WAIT", "3 s")).source().sqs().waitTime())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aValueThatVariablesLeaveEmptyIsAbsent() throws Exception {
        PipelineConfig config = parse(
                Document.minimal()
                        .with("source.sqs.endpoint", "${ENDPOINT:-}")
                        .with("source.sqs.batch-size", "${BATCH}")
                        .with("decode.unwrap", "['${FIRST:-}', gzip]"),
                Map.of("BATCH", ""));

        assertThat(config.source().sqs().endpoint()).isNull();
        assertThat(config.source().sqs().batchSize()).isEqualTo(10);
        assertThat(config.decode().unwrap()).containsExactly(DecodeConfig.Unwrap.GZIP);
    }

    @Test
    void aRequiredValueThatVariablesLeaveEmptyIsMissing() {
        assertThat(problems(Document.minimal().with("name", "${NAME:-}").yaml(), NONE, NONE))
                .extracting(Problem::toString)
                .containsExactly("pipeline.yaml:1:1: name: missing; expected lower case letters, digits and hyphens,"
                        + " such as 'clickstream'");
    }

    @Test
    void aVariableCannotBringStructureOrFurtherVariables() throws Exception {
        PipelineConfig config = parse(
                Document.minimal()
                        .with("transform.0.function", "${FUNCTION}")
                        .with("transform.0.options", "{note: '${NOTE}'}"),
                Map.of("FUNCTION", "f\n  options: {a: b}", "NOTE", "${HOME} $1 \\ {}", "HOME", "/root"));

        assertThat(config.transform())
                .containsExactly(new FunctionConfig("f\n  options: {a: b}", Map.of("note", "${HOME} $1 \\ {}")));
    }

    @Test
    void aVariableForASectionOrAListIsNoValue() {
        assertThat(problems(
                        Document.minimal()
                                .with("decode.unwrap", "${UNWRAP}")
                                .with("checkpoint", "${CHECKPOINT}")
                                .yaml(),
                        NONE,
                        Map.of("UNWRAP", "[sns]", "CHECKPOINT", "{}")))
                .extracting(Problem::message)
                .containsExactly(
                        "expected a list, such as [sns, gzip], but got '${UNWRAP}'",
                        "expected a section, but got '${CHECKPOINT}'");
    }

    @Test
    void aDoubledDollarIsALiteralOne() throws Exception {
        PipelineConfig config = parse(
                Document.minimal().with("transform.0.function", "f").with("transform.0.options", "{a: '$${X} $5'}"),
                NONE);

        assertThat(config.transform().get(0).options()).containsEntry("a", "${X} $5");
    }

    @Test
    void eachUnsetVariableIsAProblemThatNamesIt() {
        assertThat(problems(
                        Document.minimal()
                                .with("output.files.path", "s3://${BUCKET}/${PREFIX}")
                                .yaml(),
                        NONE,
                        NONE))
                .extracting(Problem::toString)
                .containsExactly(
                        "pipeline.yaml:9:5: output.files.path: the environment variable BUCKET is not set; set it, or"
                                + " give a default: ${BUCKET:-default}",
                        "pipeline.yaml:9:5: output.files.path: the environment variable PREFIX is not set; set it, or"
                                + " give a default: ${PREFIX:-default}");
    }

    @Test
    void anUnsetVariableOfAnOverriddenKeyDoesNotMatter() throws Exception {
        String yaml = Document.minimal().with("name", "${NAME}").yaml();

        assertThat(ConfigLoader.parse(yaml, "p.yaml", Map.of("name", "given"), NONE::get)
                        .name())
                .isEqualTo(new PipelineName("given"));
    }

    @Test
    void aMalformedReferenceIsAProblem() {
        String expected = "expected ${NAME} or ${NAME:-default}, without further braces; a literal ${ is written $${";
        for (String malformed : new String[] {"${", "${}", "${1A}", "${A-b}", "${A:-${B}}", "${A B}"}) {
            assertThat(problems(
                            Document.minimal()
                                    .with("decode.schema", "'" + malformed + "'")
                                    .yaml(),
                            NONE,
                            NONE))
                    .as(malformed)
                    .extracting(Problem::message)
                    .contains(expected);
        }
    }

    @Test
    void aWrongValueOfAVariableNamesBoth() {
        assertThat(problems(
                        Document.minimal().with("parallelism", "${WORKERS:-2}").yaml(), NONE, Map.of("WORKERS", "two")))
                .extracting(Problem::message)
                .containsExactly("expected a whole number between 1 and 4096, but got 'two' from ${WORKERS:-2}");
    }

    @Test
    void aSecretNeverStandsInAProblem() {
        assertThat(problems(
                        Document.minimal()
                                .with("output.files.s3.secret-key", "${KEY}")
                                .yaml(),
                        NONE,
                        Map.of("KEY", "   ")))
                .extracting(Problem::message)
                .containsExactly("expected text, but got a value that is not shown from ${KEY}");
    }

    private static PipelineConfig parse(Document document, Map<String, String> environment) throws ConfigException {
        return ConfigLoader.parse(document.yaml(), "pipeline.yaml", NONE, environment::get);
    }
}
