package io.millrace.job.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.ClicksByTypeAndDay;
import io.millrace.job.Millrace;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.EffectiveConfig;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaPipelineTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    @Test
    void theExampleSaysWhatItsYamlSays() throws Exception {
        PipelineConfig yaml = ConfigLoader.load(
                ROOT.resolve("conf/examples/clicks-by-type-and-day.yaml"),
                Map.of("decode.schema", "conf/schemas/click-event.avsc"),
                variable -> null);

        PipelineConfig java = load(new ClicksByTypeAndDay().pipeline()).config();

        assertThat(java).isEqualTo(yaml);
        assertThat(ConfigLoader.parse(EffectiveConfig.yaml(java), "printed.yaml", Map.of(), variable -> null))
                .isEqualTo(java);
    }

    @Test
    void thePageShowsTheExample() throws Exception {
        String source = Files.readString(ROOT.resolve("job/src/test/java/com/example/ClicksByTypeAndDay.java"));
        assertThat(Files.readString(ROOT.resolve("docs/how-to/write-a-pipeline-in-java.md")))
                .contains("```java\n" + source + "```\n");
    }

    /** The same mistakes as in {@link #wrong}. */
    private static final String WRONG =
            """
            name: Clicks
            source:
              sqs:
                queue-url: not a URL
                endpoint: "elsewhere"
                wait-time: 21 s
            decode:
              unwrap: [gzip]
            output:
              files:
                path: s3://lake/events
                format:
                  parquet: {}
                  ndjson: {}
            dead-letter:
              path: s3://lake/events/dead
              breaker:
                max-share: 1.5
            """;

    private static PipelineBuilder wrong() {
        return Millrace.pipeline("Clicks")
                .source(source -> source.sqs(
                        sqs -> sqs.queueUrl("not a URL").endpoint("elsewhere").waitTime(Duration.ofSeconds(21))))
                .decode(decode -> decode.unwrap(Unwrap.GZIP))
                .output(output -> output.files(files -> files.path("s3://lake/events")
                        .format(format -> format.parquet().ndjson())))
                .deadLetter(dead -> dead.path("s3://lake/events/dead").breaker(breaker -> breaker.maxShare(1.5)));
    }

    @Test
    void everyMistakeIsReportedAtOnceAsOfYamlButWithTheLineOfJava() throws Exception {
        ConfigException ofYaml = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.parse(WRONG, "pipeline.yaml", Map.of(), variable -> null));

        ConfigException ofJava = catchThrowableOfType(ConfigException.class, () -> load(wrong()));

        assertThat(said(ofJava.problems())).containsExactlyInAnyOrderElementsOf(said(ofYaml.problems()));
        assertThat(ofJava.problems()).hasSizeGreaterThan(5);
        List<String> lines =
                Files.readAllLines(ROOT.resolve("job/src/test/java/io/millrace/job/builder/JavaPipelineTest.java"));
        assertThat(ofJava.problems()).allSatisfy(problem -> {
            assertThat(problem.toString()).matches("JavaPipelineTest\\.java:\\d+: .*");
            String key = problem.path().replaceFirst(".*\\.", "").replaceAll("-.*", "");
            assertThat(lines.get(problem.location().line() - 1).toLowerCase(java.util.Locale.ROOT))
                    .as(problem.toString())
                    .containsAnyOf(key, "decode", "format", "pipeline");
        });
    }

    private static List<String> said(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    @Test
    void aTextIsWhatItSaysAndNoVariable() throws Exception {
        LoadedPipeline loaded = load(minimal()
                .transform(step -> step.function("clean-click").options(Map.of("pattern", "${HOME} costs $${5}"))));

        assertThat(loaded.config().transform())
                .containsExactly(new FunctionConfig("clean-click", Map.of("pattern", "${HOME} costs $${5}")));
    }

    @Test
    void stepsAreAddedAndValuesReplaced() throws Exception {
        LoadedPipeline loaded = load(minimal()
                .parallelism(1)
                .parallelism(2)
                .transform(step -> step.function("first"))
                .transform(step -> step.function("second"))
                .output(output -> output.stats()));

        assertThat(loaded.config().parallelism()).isEqualTo(2);
        assertThat(loaded.config().transform())
                .extracting(FunctionConfig::function)
                .containsExactly("first", "second");
        assertThat(loaded.config().output().files()).isNull();
    }

    @Test
    void nothingIsNoValue() {
        assertThatThrownBy(() -> Millrace.pipeline(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a value for name, but got null");
    }

    @Test
    void aClassIsLoadedByItsNameWithOverrides() throws Exception {
        LoadedPipeline loaded = JavaPipelines.load(
                "class:com.example.ClicksByTypeAndDay",
                Map.of("parallelism", "3", "output.files.path", "${OUT}"),
                Map.of("OUT", "elsewhere")::get);

        assertThat(loaded.config().parallelism()).isEqualTo(3);
        assertThat(loaded.config().output().files().path().value()).isEqualTo("elsewhere");
    }

    @Test
    void aClassThatIsNoPipelineSaysWhy() {
        assertThatThrownBy(() -> byClass("com.example.Absent"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("class:com.example.Absent there is no such class on the class path (MILLRACE_CLASSPATH)");
        assertThatThrownBy(() -> byClass("java.lang.String"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("class:java.lang.String expected a class that implements " + JavaPipeline.class.getName());
        assertThatThrownBy(() -> byClass(Hidden.class.getName()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("expected a public class with a public constructor without parameters");
        assertThatThrownBy(() -> byClass(Failing.class.getName()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("its pipeline cannot be made: java.lang.IllegalStateException: no region is set")
                .hasRootCauseMessage("no region is set");
    }

    private static LoadedPipeline byClass(String name) throws ConfigException {
        return JavaPipelines.load("class:" + name, Map.of(), variable -> null);
    }

    private static LoadedPipeline load(PipelineBuilder pipeline) throws ConfigException {
        return ConfigLoader.loadWithWarnings(pipeline, Map.of(), variable -> null);
    }

    private static PipelineBuilder minimal() {
        return Millrace.pipeline("clicks")
                .source(source -> source.files(files -> files.path("in")))
                .decode(decode -> decode.schema("click.avsc"))
                .output(output -> output.files(files -> files.path("out")))
                .deadLetter(dead -> dead.path("dead"));
    }

    private static final class Hidden implements JavaPipeline {
        @Override
        public PipelineBuilder pipeline() {
            return minimal();
        }
    }

    /** A pipeline that cannot be said. */
    public static final class Failing implements JavaPipeline {

        /** As the loader wants it. */
        public Failing() {}

        @Override
        public PipelineBuilder pipeline() {
            throw new IllegalStateException("no region is set");
        }
    }
}
