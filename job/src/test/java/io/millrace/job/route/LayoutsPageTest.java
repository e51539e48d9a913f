package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.JsonRows;
import io.millrace.job.testkit.PageCells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Executes the tables of the page on layouts, and holds the statements that it shows to the golden files. */
final class LayoutsPageTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/concepts/layouts.md");
    private static final Pattern GOLDEN =
            Pattern.compile("<!-- golden: (\\S+) -->\n```sql\n(.*?)```\n<!-- end -->", Pattern.DOTALL);

    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "event_id", "type": "string"},
              {"name": "collection", "type": ["null", "string"]},
              {"name": "ledger_sequence", "type": "long"},
              {"name": "good", "type": "boolean"},
              {"name": "note", "type": ["null", "string"]},
              {"name": "occurred_at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "geo", "type": {"type": "record", "name": "Geo", "fields": [
                {"name": "country", "type": "string"}]}}]}
            """));

    private static final Map<String, UnaryOperator<String>> TABLES = Map.of(
            "`route` | a row's directory", LayoutsPageTest::directory, "value | directory", PartitionPath::escaped);

    @TestFactory
    Stream<DynamicTest> whatThePageSaysHappens() throws IOException {
        return rows().stream()
                .map(row ->
                        DynamicTest.dynamicTest(row.line() + ": " + String.join(" | ", row.cells()), () -> assertThat(
                                        TABLES.get(row.header()).apply(PageCells.text(row.cells()[0])))
                                .isEqualTo(PageCells.text(row.cells()[1]))));
    }

    @Test
    void everyLayoutIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        for (RouteConfig.Layout layout : RouteConfig.Layout.values()) {
            assertThat(page)
                    .contains(
                            "layout: " + layout.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    @Test
    void theStatementsAreThoseOfTheGoldenFiles() throws IOException {
        Matcher shown = GOLDEN.matcher(Files.readString(PAGE));
        assertThat(shown.find()).isTrue();
        assertThat(shown.group(2))
                .isEqualTo(Files.readString(
                        ROOT.resolve("job/src/test/resources/ddl").resolve(shown.group(1))));
    }

    private static List<PageCells.Row> rows() throws IOException {
        List<PageCells.Row> rows = PageCells.rows(Files.readString(PAGE), TABLES.keySet());
        assertThat(Set.copyOf(rows.stream().map(PageCells.Row::header).toList()))
                .as("executed tables")
                .isEqualTo(TABLES.keySet());
        return rows;
    }

    private static String directory(String route) {
        try {
            Matcher json = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
            assertThat(json.find()).isTrue();
            RowData row = JsonRows.row(json.group(1), SCHEMA);
            Instant time = row.getTimestamp(5, 6).toInstant();
            return Layout.of(config(route), SCHEMA).partitioner().partition(row, time.getEpochSecond() * 1_000_000);
        } catch (Exception e) {
            throw new AssertionError(route, e);
        }
    }

    private static RouteConfig config(String route) throws Exception {
        String yaml =
                """
                name: page
                source: {files: {path: /in}}
                decode: {schema: event.avsc}
                route: %s
                output: {files: {path: /out}}
                dead-letter: {path: /dead}
                """
                        .formatted(route.startsWith("{") ? route : "{" + route + "}");
        PipelineConfig config = ConfigLoader.parse(yaml, "page.yaml", Map.of(), variable -> null);
        return config.route();
    }
}
