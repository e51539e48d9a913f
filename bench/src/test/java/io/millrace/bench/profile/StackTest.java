package io.millrace.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECODE    | java.util.HashMap io.millrace.job.decode.json.NameTable org.apache.flink.streaming.X",
                "ENCODE    | io.millrace.job.record.SlotRow io.millrace.job.encode.parquet.NumberColumn",
                "ENCODE    | io.millrace.job.encode.parquet.Levels io.millrace.job.commit.OpenFile",
                "COMPRESS  | io.millrace.job.encode.parquet.PageCodec io.millrace.job.encode.parquet.ParquetFile",
                "COMPRESS  | com.github.luben.zstd.Zstd io.millrace.job.encode.parquet.ParquetFile",
                "READ      | java.io.FileInputStream org.apache.flink.core.fs.local.L io.millrace.job.source.files.F",
                "COMMIT    | java.io.FileOutputStream org.apache.flink.core.fs.local.L io.millrace.job.commit.OpenFile",
                "FLINK     | org.apache.flink.core.fs.FileSystem org.apache.flink.runtime.state.S",
                "FLINK     | org.apache.flink.streaming.X io.millrace.job.decode.DecodeFunction",
                "TRANSFORM | java.lang.String io.millrace.udf.click.Devices io.millrace.job.transform.BoundFunction",
                "ROUTE     | io.millrace.job.route.RouteFunction",
                "OTHER     | java.lang.Thread java.util.TimerThread"
            })
    void theInnermostFrameThatBelongsToAStageDecides(Part part, String classes) {
        assertThat(new Stack(List.of(classes.split(" ", -1))).part()).isEqualTo(part);
    }
}
