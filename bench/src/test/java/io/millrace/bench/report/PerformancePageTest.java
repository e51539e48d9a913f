package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on performance has the tables of the results that are kept beside the bench, and no other numbers in them. */
final class PerformancePageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyTableOfTheResultsIsOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/performance.md"));
        List<Path> results;
        try (Stream<Path> files = Files.list(ROOT.resolve("bench/results"))) {
            results = files.sorted().toList();
        }
        assertThat(results).isNotEmpty();
        for (Path file : results) {
            ResultFile read = ResultFile.read(file);
            String tables =
                    Report.of(read, Systems.NAMES).substring(Report.origin(read).length());
            for (String section : tables.split("(?=### )")) {
                assertThat(page).as(file.getFileName().toString()).contains(section.strip());
            }
        }
    }
}
