package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.DemoConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStateTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DemoConfig demo = new DemoConfig(1_000, 7, 0.03, 0.01, Duration.ofMinutes(10));

    @Test
    void theFirstRunHasTheConfiguredSeedAndEachFinishedOneAddsOne() {
        DemoState first = DemoState.initial().next(demo, "queue-1", HOUR, 0);
        DemoState second = first.confirmed(6_000, 1).finished().next(demo, "queue-2", HOUR, 2);

        assertThat(first.run().seed()).isEqualTo(7);
        assertThat(second.run().seed()).isEqualTo(8);
        assertThat(second.run().confirmedSteps()).isZero();
    }

    @Test
    void anInterruptedRunGoesOnWhereItWasOnItsQueue() {
        DemoState interrupted =
                DemoState.initial().next(demo, "queue-1", HOUR, 0).confirmed(600, 5);

        assertThat(interrupted.next(demo, "queue-1", HOUR, Duration.ofDays(3).toMillis()))
                .isEqualTo(interrupted);
    }

    @Test
    void aRunWhoseQueueIsGoneSendsAllAgainWhileTheJobRemembersItsEvents() {
        DemoState interrupted =
                DemoState.initial().next(demo, "queue-1", HOUR, 0).confirmed(600, 5);
        DemoState next = interrupted.next(demo, "queue-2", HOUR, HOUR.toMillis() + 4);

        assertThat(next.run().seed()).isEqualTo(7);
        assertThat(next.run().confirmedSteps()).isZero();
        assertThat(next.run().queueToken()).isEqualTo("queue-2");
    }

    @Test
    void aRunWhoseQueueIsGoneForTooLongIsGivenUpForOtherEvents() {
        DemoState interrupted =
                DemoState.initial().next(demo, "queue-1", HOUR, 0).confirmed(600, 5);
        DemoState next = interrupted.next(demo, "queue-2", HOUR, HOUR.toMillis() + 5);

        assertThat(next.run().seed()).isEqualTo(8);
        assertThat(next.pastRuns()).isEqualTo(1);
    }

    @Test
    void aRunThatWasConfiguredDifferentlyIsGivenUpForOtherEvents() {
        DemoState interrupted =
                DemoState.initial().next(demo, "queue-1", HOUR, 0).confirmed(600, 5);
        DemoConfig more = new DemoConfig(2_000, 7, 0.03, 0.01, Duration.ofMinutes(10));

        assertThat(interrupted.next(more, "queue-1", HOUR, 6).run())
                .isEqualTo(new DemoState.Run(8, 2_000, 0.01, 0.03, "queue-1", 0, 6));
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead(@TempDir Path directory) throws IOException {
        JsonFile<DemoState> file = DemoState.file(directory);
        assertThat(file.read()).isEmpty();

        DemoState running = DemoState.initial().next(demo, "queue-1", HOUR, 0).confirmed(600, 5);
        file.write(running);
        assertThat(file.read()).contains(running);

        file.write(running.finished());
        assertThat(file.read()).contains(new DemoState(1, null));
    }

    @Test
    void aFileThatIsBrokenIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("demo.json"), "{\"pastRuns\":");

        assertThatThrownBy(() -> DemoState.file(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("demo.json").toString())
                .hasMessageContaining("delete it to start afresh");
    }
}
