package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.report.Pair;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialTest {

    private static final DataSpec DATA = new DataSpec(DataSet.NESTED, 1, 100_000, 0);

    /** Ends when its partner has begun, and fails when that does not come. */
    private static final String MEET =
            "touch begun; for i in {1..300}; do [[ -e ../%s/begun ]] && exit; sleep 0.1; done; exit 1";

    @TempDir
    private Path directory;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(directory);
    }

    @Test
    void bothRunAtTheSameTime() throws Exception {
        Optional<Pair> pair =
                trial.together("more", side(MEET.formatted("other")), side(MEET.formatted("plain")), 1, 3);

        assertThat(pair).hasValueSatisfying(runs -> {
            assertThat(runs.what()).isEqualTo("more");
            assertThat(runs.plain().rows()).isPositive().isEqualTo(runs.run().rows());
            assertThat(runs.plain().round()).isEqualTo(3);
        });
        assertThat(trial.good()).isTrue();
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void aPairWithARunThatFailsDoesNotCount() throws Exception {
        assertThat(trial.together("more", side("true"), side("exit 3"), 1, 1)).isEmpty();
        assertThat(trial.together("more", side("rm -r output/day=*/hour=7"), side("true"), 1, 2))
                .isEmpty();

        assertThat(trial.good()).isFalse();
        assertThat(directory.resolve("failed-1/other/log")).exists();
        assertThat(directory.resolve("failed-2/plain/output")).exists();
    }

    @Test
    void aRunAloneIsMeasuredAndChecked() throws Exception {
        assertThat(trial.run(new CopySystem(directory, "millrace", "true"), DATA, 1, 2))
                .hasValueSatisfying(run -> assertThat(run.rows()).isPositive());
        assertThat(trial.run(new CopySystem(directory, "millrace", "exit 3"), DATA, 1, 2))
                .isEmpty();
        assertThat(directory.resolve("failed-1/alone/log")).exists();
    }

    private Trial.Side side(String script) {
        return new Trial.Side(new CopySystem(directory, "millrace", script), DATA);
    }
}
