package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private static final List<String> ORDER = List.of("millrace", "duckdb", "spark");

    @TempDir
    private Path directory;

    @Test
    void aTableShowsMediansSpreadAndWhatDuckDbNeeded() {
        List<Result> results = List.of(
                result("duckdb", 1, 10, 5),
                result("millrace", 1, 14, 5.6),
                result("duckdb", 2, 12, 5),
                result("millrace", 2, 12.5, 5.3),
                result("duckdb", 3, 11, 5),
                result("millrace", 3, 12, 5.3));

        assertThat(new Report(results, ORDER).markdown())
                .isEqualTo(
                        """
                        ### nested events, zstd, 2,000 MB of input, parallelism 2

                        | system | rounds | CPU s | wall s | peak MiB | MB per CPU s | speed against DuckDB | output MB | size against DuckDB |
                        |---|---|---|---|---|---|---|---|---|
                        | millrace | 3 | 12.5 (12.0–14.0) | 7.0 | 512 | 160.0 | 0.88 × | 5.3 (5.3–5.6) | 1.06 × |
                        | duckdb | 3 | 11.0 (10.0–12.0) | 7.0 | 512 | 181.8 | 1.00 × | 5.0 | 1.00 × |
                        """);
    }

    @Test
    void whatCannotBeComparedStandsInTablesOfItsOwn() {
        Result clean = result("millrace", 1, 10, 5);
        Result bad = new Result("millrace", "nested", "zstd", 2, 1, 10, 7, 512, 2010, 5, 1000, 24, 10);
        Result single = new Result("millrace", "nested", "zstd", 1, 1, 10, 7, 512, 2000, 5, 1000, 24, 0);

        assertThat(new Report(List.of(clean, bad, single), ORDER).markdown().lines())
                .filteredOn(line -> line.startsWith("###"))
                .containsExactly(
                        "### nested events, zstd, 2,000 MB of input, parallelism 2",
                        "### nested events, zstd, 2,010 MB of input, parallelism 2, 10 bad lines among them",
                        "### nested events, zstd, 2,000 MB of input, parallelism 1");
    }

    @Test
    void withoutDuckDbThereIsNothingToCompareWith() {
        assertThat(new Report(List.of(result("spark", 1, 10, 5)), ORDER).markdown())
                .contains("| spark | 1 | 10.0 | 7.0 | 512 | 200.0 | – | 5.0 | – |");
    }

    @Test
    void aBreakdownIsInNanosecondsPerRecord() throws Exception {
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpu.put("decode", 0.75);
        cpu.put("rest", 0.25);
        Path file = directory.resolve("breakdown.json");
        Machine machine = new Machine("a processor", 2, 24, "Linux", "17");
        ResultLog log = new ResultLog(ResultFile.begin(machine, "2026-03-02", "c0ffee", 1, Map.of()), file);
        log.add(new StageCosts(result("millrace", 1, 1, 5), 80, cpu));

        assertThat(ResultFile.read(file)).isEqualTo(log.results());
        assertThat(Report.of(ResultFile.read(file), ORDER))
                .endsWith(
                        """
                        ### Where the CPU time goes: nested events, zstd, 2,000 MB of input, parallelism 2, of 1,000 records and 80 samples

                        | stage | CPU ns per record | share |
                        |---|---|---|
                        | decode | 750,000 | 75.0 % |
                        | rest | 250,000 | 25.0 % |
                        | all | 1,000,000 | 100.0 % |
                        """);
    }

    @Test
    void theFileHasTheNamesThatReadersKnow() throws Exception {
        Path file = directory.resolve("new/results.json");
        Machine machine = new Machine("a processor", 2, 24, "Linux", "17");
        ResultLog log = new ResultLog(ResultFile.begin(machine, "2026-03-02", "c0ffee", 1, Map.of()), file);
        log.leftOut("spark", "no artifacts");
        log.add(result("duckdb", 1, 10, 5));

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("machine").get("cores").asInt()).isEqualTo(2);
        assertThat(json.get("results").get(0).fieldNames())
                .toIterable()
                .contains(
                        "system",
                        "data",
                        "codec",
                        "threads",
                        "round",
                        "cpu_s",
                        "wall_s",
                        "peak_mib",
                        "input_mb",
                        "output_mb",
                        "rows");
        assertThat(ResultFile.read(file)).isEqualTo(log.results());
        assertThat(Report.origin(ResultFile.read(file)))
                .contains("commit c0ffee with seed 1 on a processor, 2 cores, 24 GiB")
                .contains("- **spark**: left out: no artifacts");
    }

    private static Result result(String system, int round, double cpu, double output) {
        return new Result(system, "nested", "zstd", 2, round, cpu, 7, 512, 2000, output, 1000, 24, 0);
    }
}
