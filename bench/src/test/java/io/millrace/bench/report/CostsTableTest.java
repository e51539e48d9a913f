package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTableTest {

    @Test
    void mediansStandBesideThoseOfPlainRuns() {
        assertThat(CostsTable.markdown(List.of(
                        new Variant("costs", "plain", run(10)),
                        new Variant("costs", "a typed function", run(11.5)),
                        new Variant("costs", "plain", run(12)))))
                .isEqualTo(
                        """
                        ### What it costs: nested events, zstd, 2,000 MB of input, parallelism 2

                        | run | rounds | CPU s | against plain | wall s | against plain | peak MiB |
                        |---|---|---|---|---|---|---|
                        | plain | 2 | 11.0 (10.0–12.0) | +0.0 % | 5.5 (5.0–6.0) | +0.0 % | 512 |
                        | a typed function | 1 | 11.5 | +4.5 % | 5.8 | +4.5 % | 512 |
                        """);
    }

    @Test
    void theHeapOfAJobThatStandsStillIsNotThatOfTheWork() {
        assertThat(CostsTable.heap(new HeapUse(2, 2000, 300, 5, 100)))
                .contains("| 300.0 MiB | 100.0 MiB | 100.0 MiB |");
    }

    private static Result run(double cpu) {
        return new Result("millrace", "nested", "zstd", 2, 1, cpu, cpu / 2, 512, 2000, 5, 4_000_000, 24, 0);
    }
}
