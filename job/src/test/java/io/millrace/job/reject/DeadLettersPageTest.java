package io.millrace.job.reject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.PageCells;
import io.millrace.job.testkit.RecordedMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/concepts/dead-letters.md to what is so. */
final class DeadLettersPageTest {

    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @TempDir
    Path directory;

    private String page;

    @BeforeEach
    void readPage() throws Exception {
        page = Files.readString(
                Path.of(System.getProperty("project.root", "..")).resolve("docs/concepts/dead-letters.md"));
    }

    @Test
    void theColumnsAreThoseOfTheSchema() {
        assertThat(rows("column | what it is"))
                .isEqualTo(DeadLetterRows.SCHEMA.avro().getFields().stream()
                        .map(field -> List.of("`" + field.name() + "`", field.doc()))
                        .toList());
    }

    @Test
    void theAttributesAreThoseOfAMessage() {
        assertThat(names("attribute | what it is"))
                .containsExactlyInAnyOrderElementsOf(
                        Letters.letter(0).message(false).attributes().keySet());
    }

    @Test
    void theFieldsOfAPointerAreThoseThatItHas() throws Exception {
        Letter pointer = new LargeLetters(directory.toUri()).put(Letters.letter(0), "too large");
        JsonNode body = new JsonMapper().readTree(pointer.body());

        assertThat(body.fieldNames()).toIterable().containsExactlyElementsOf(names("field of a pointer | what it is"));
    }

    @Test
    void theMetricsAreThoseThatAreRegistered() {
        RecordedMetrics metrics = new RecordedMetrics();
        new LetterMetrics(metrics.group());

        assertThat(names("metric | when it counts")).containsExactlyInAnyOrderElementsOf(metrics.names());
    }

    @Test
    void theQueryFindsALetterAndItsPayload() throws Exception {
        Path hour = Files.createDirectories(directory.resolve("2025/10/09/09"));
        Files.writeString(
                hour.resolve("dead-1.jsonl"), LetterConverterTest.line("no JSON".getBytes(StandardCharsets.UTF_8)));
        Matcher block = SQL.matcher(page);
        assertThat(block.find()).isTrue();
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows(block.group(1).replace("out/dead-letters/clicks", directory.toString())))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("payload", "no JSON").containsEntry("stage", "transform"));
        }
    }

    private List<List<String>> rows(String header) {
        return PageCells.rows(page, Set.of(header)).stream()
                .map(PageCells.Row::list)
                .toList();
    }

    private List<String> names(String header) {
        List<String> names = new ArrayList<>();
        for (List<String> row : rows(header)) {
            Matcher name = NAME.matcher(row.get(0));
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
