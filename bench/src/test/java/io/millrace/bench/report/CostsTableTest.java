package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTableTest {

    @Test
    void eachRunIsHeldAgainstThePlainOneBesideIt() {
        assertThat(CostsTable.markdown(List.of(
                        new Pair("nothing", run(10), run(10)),
                        new Pair("a typed function", run(10), run(11)),
                        new Pair("a typed function", run(20), run(24)),
                        new Pair("nothing", run(20), run(19)),
                        new Pair("a typed function", run(10), run(13)))))
                .isEqualTo(
                        """
                        ### What it costs: nested events, zstd, 2,000 MB of input, parallelism 2

                        | beside a plain run | pairs | CPU s, plain | CPU s | more | peak MiB, plain | peak MiB |
                        |---|---|---|---|---|---|---|
                        | nothing | 2 | 15.0 (10.0–20.0) | 14.5 (10.0–19.0) | -2.5 (-5.0–+0.0) % | 512 | 512 |
                        | a typed function | 3 | 10.0 (10.0–20.0) | 13.0 (11.0–24.0) | +20.0 (+10.0–+30.0) % | 512 | 512 |
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
