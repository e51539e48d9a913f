package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/reference/coverage.md} to the promises and to the tests that exist. */
final class CoverageTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern ID = Pattern.compile("[A-Z]\\d+");

    /** How many promises each group has. */
    private static final List<Map.Entry<String, Integer>> GROUPS = List.of(
            Map.entry("I", 13),
            Map.entry("K", 10),
            Map.entry("A", 13),
            Map.entry("X", 12),
            Map.entry("R", 9),
            Map.entry("M", 7));

    private record Row(String id, String state, List<String> tests, String missing) {}

    @Test
    void everyPromiseHasOneLineInOrder() throws IOException {
        List<String> promised = GROUPS.stream()
                .flatMap(group -> IntStream.rangeClosed(1, group.getValue()).mapToObj(n -> group.getKey() + n))
                .toList();
        assertThat(rows().stream().map(Row::id).toList()).isEqualTo(promised);
    }

    @Test
    void aStateIsDonePartOrOpenAndSaysWhatIsMissing() throws IOException {
        for (Row row : rows()) {
            assertThat(row.state()).as(row.id()).isIn("done", "part", "open");
            if (row.state().equals("done")) {
                assertThat(row.missing())
                        .as("%s is done, so nothing is missing", row.id())
                        .isEmpty();
            } else {
                assertThat(row.missing())
                        .as("%s is %s: what is missing?", row.id(), row.state())
                        .isNotEmpty();
            }
            if (!row.state().equals("open")) {
                assertThat(row.tests())
                        .as("%s is %s: which test shows it?", row.id(), row.state())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        TestSources sources = TestSources.read();
        for (Row row : rows()) {
            assertThat(row.tests()).as(row.id()).allSatisfy(test -> assertThat(sources.problemWith(test))
                    .isEmpty());
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference/coverage.md"))) {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == 6 && ID.matcher(cells.get(1)).matches()) {
                List<String> tests = Stream.of(cells.get(3).replace("`", "").split(","))
                        .map(String::strip)
                        .filter(test -> !test.isEmpty())
                        .toList();
                rows.add(new Row(cells.get(1), cells.get(2), tests, cells.get(4)));
            }
        }
        return rows;
    }
}
