package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthTablesTest {

    @Test
    void costIsPerGigabyteAndPerMillionRecords() {
        assertThat(new GrowthTables(List.of(
                                new Variant("columns", "100", run(2, 30, 16)),
                                new Variant("columns", "10", run(2, 10, 6)),
                                new Variant("columns", "10", run(2, 12, 6))))
                        .markdown())
                .isEqualTo(
                        """
                        ### By columns

                        | columns | rounds | input MB | bytes per record | CPU s per GB | CPU s per million records | wall s | peak MiB |
                        |---|---|---|---|---|---|---|---|
                        | 10 | 2 | 2,000 | 500 | 5.50 (5.00–6.00) | 2.75 (2.50–3.00) | 6.0 | 512 |
                        | 100 | 1 | 2,000 | 500 | 15.00 | 7.50 | 16.0 | 512 |
                        """);
    }

    @Test
    void twiceTheThreadsShouldTakeHalfTheTimeAndAsMuchCpu() {
        assertThat(new GrowthTables(List.of(
                                new Variant("parallelism", "2", run(2, 12.5, 5)),
                                new Variant("parallelism", "1", run(1, 10, 9))))
                        .markdown())
                .endsWith("\nScaling from 1 to 2: 0.90 by wall time (1 is perfect), 0.80 by CPU time.\n");
    }

    private static Result run(int threads, double cpu, double wall) {
        return new Result("millrace", "nested", "zstd", threads, 1, cpu, wall, 512, 2000, 5, 4_000_000, 24, 0);
    }
}
