package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTableTest {

    @Test
    void runsAreHeldAgainstThePlainOnesOfTheirRounds() {
        assertThat(CostsTable.markdown(List.of(
                        new Variant("costs", "plain", run(1, 10)),
                        new Variant("costs", "a typed function", run(1, 11)),
                        new Variant("costs", "a typed function", run(2, 24)),
                        new Variant("costs", "plain", run(2, 20)),
                        new Variant("costs", "plain", run(3, 10)),
                        new Variant("costs", "a typed function", run(3, 13)))))
                .isEqualTo(
                        """
                        ### What it costs: nested events, zstd, 2,000 MB of input, parallelism 2

                        | run | rounds | CPU s | against plain | wall s | against plain | peak MiB |
                        |---|---|---|---|---|---|---|
                        | plain | 3 | 10.0 (10.0–20.0) | +0.0 % | 5.0 (5.0–10.0) | +0.0 % | 512 |
                        | a typed function | 3 | 13.0 (11.0–24.0) | +20.0 % | 6.5 (5.5–12.0) | +20.0 % | 512 |
                        """);
    }

    @Test
    void whereThePlainRunOfARoundFailedNothingIsHeldAgainstAnother() {
        assertThat(CostsTable.markdown(List.of(
                        new Variant("costs", "plain", run(1, 10)),
                        new Variant("costs", "a typed function", run(2, 11)))))
                .contains("| a typed function | 1 | 11.0 | – | 5.5 | – | 512 |");
    }

    @Test
    void theHeapOfAJobThatStandsStillIsNotThatOfTheWork() {
        assertThat(CostsTable.heap(new HeapUse(2, 2000, 300, 5, 100)))
                .contains("| 300.0 MiB | 100.0 MiB | 100.0 MiB |");
    }

    private static Result run(int round, double cpu) {
        return new Result("millrace", "nested", "zstd", 2, round, cpu, cpu / 2, 512, 2000, 5, 4_000_000, 24, 0);
    }
}
