package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Systems;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectionTest {

    @Test
    void aKindOfWhichNoneIsNamedIsNotLimited() {
        assertThat(Selection.of(List.of()))
                .isEqualTo(new Selection(Systems.NAMES, DataSet.COMPARED, List.of(Codec.values())));
        assertThat(Selection.of(List.of("zstd", "duckdb", "millrace")))
                .isEqualTo(new Selection(List.of("millrace", "duckdb"), DataSet.COMPARED, List.of(Codec.ZSTD)));
    }

    @Test
    void aNameThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Selection.of(List.of("duckdb", "gzip")))
                .hasMessage("there is no gzip; there are millrace, duckdb, flink-sql, flink-naive, spark, nested,"
                        + " narrow, snappy, zstd");
    }
}
