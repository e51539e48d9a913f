package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.ClicksByTypeAndDay;
import io.millrace.job.Millrace;
import io.millrace.job.testkit.ClassFiles;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline in Java that the page shows, run as the page says. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class JavaPipelineIT {

    private static final int CLICKS = 60;
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    private Path directory;

    @BeforeEach
    void clicks() throws IOException {
        Path in = Files.createDirectories(directory.resolve("in/clicks"));
        Files.write(in.resolve("clicks.jsonl"), Clicks.json(7, CLICKS));
        Path schemas = Files.createDirectories(directory.resolve("conf/schemas"));
        Files.copy(ROOT.resolve("conf/schemas/click-event.avsc"), schemas.resolve("click-event.avsc"));
    }

    @Test
    void theCommandLineTakesItByItsClassAsItTakesAFile() throws Exception {
        String classes = ClassFiles.of(ClicksByTypeAndDay.class, directory.resolve("classes"))
                .toString();
        try (Processes processes = new Processes(directory.resolve("log"), directory)) {
            List<String> outputs = new ArrayList<>();
            for (String command : List.of("validate", "ddl", "run", "test")) {
                Processes.Child child = Launcher.installed()
                        .start(
                                processes,
                                command,
                                Map.of("MILLRACE_CLASSPATH", classes),
                                List.of(
                                        command,
                                        command.equals("test")
                                                ? casesOfThePage().toString()
                                                : "class:com.example.ClicksByTypeAndDay"));
                assertThat(child.waitFor(2, TimeUnit.MINUTES))
                        .as(child.output())
                        .isZero();
                outputs.add(child.output());
            }
            assertThat(outputs.get(0)).contains("class:com.example.ClicksByTypeAndDay: valid");
            assertThat(outputs.get(3)).contains("1 case: all passed");
            try (DuckDb duckdb = DuckDb.open()) {
                duckdb.execute(outputs.get(1));
                assertThat(duckdb.count("clicks_by_type_and_day")).isEqualTo(CLICKS);
                assertThat(duckdb.count("clicks_by_type_and_day WHERE date <>"
                                + " (occurred_at AT TIME ZONE 'Europe/Berlin')::DATE"))
                        .isZero();
            }
        }
    }

    @Test
    void aProgramExecutesIt() throws Exception {
        Millrace.execute(new ClicksByTypeAndDay()
                .pipeline()
                .parallelism(2)
                .source(source -> source.files(
                        files -> files.path(directory.resolve("in/clicks").toString())))
                .decode(decode -> decode.schema("class:io.millrace.model.click.ClickEvent"))
                .output(output -> output.files(files ->
                        files.path(directory.resolve("rows").toString()).format(format -> format.ndjson())))
                .deadLetter(dead -> dead.path(directory.resolve("dead").toString()))
                .checkpoint(checkpoint ->
                        checkpoint.directory(directory.resolve("checkpoints").toString())));

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.count(DuckDb.ndjson(directory.resolve("rows")))).isEqualTo(CLICKS);
        }
        assertThat(directory.resolve("dead")).doesNotExist();
    }

    private Path casesOfThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/how-to/write-a-pipeline-in-java.md"));
        Matcher cases = Pattern.compile("```yaml\\n(pipeline: class:.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(cases.find()).isTrue();
        return Files.writeString(directory.resolve("clicks.test.yaml"), cases.group(1));
    }
}
