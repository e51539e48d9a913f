package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.testkit.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Signals as a process of its own hears them. A test's JVM may not: one that was started in the background of a script
 * has SIGINT ignored, and a JVM leaves an ignored signal ignored, without a word.
 */
class SignalsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Signals.Kind.class)
    void theFirstSignalIsHeardAndTheSecondEndsTheProcessWithItsCode(Signals.Kind kind) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=" + kind));
        command.addAll(Processes.javaCommand(List.of(), Listener.class, List.of()));
        try (Processes processes = new Processes(directory)) {
            Processes.Child child = processes.start("listener", Map.of(), command);
            awaitOutput(child, "ready");

            child.signal(kind.name());
            awaitOutput(child, "heard " + kind);
            assertThat(child.isAlive()).isTrue();

            child.signal(kind.name());
            assertThat(child.waitFor(1, TimeUnit.MINUTES))
                    .isEqualTo(kind.exitCode().code());
        }
    }

    private static void awaitOutput(Processes.Child child, String text) {
        await().atMost(Duration.ofMinutes(1)).until(() -> child.output().contains(text));
    }

    /** Says what it hears, and goes on. */
    static final class Listener {

        private Listener() {}

        public static void main(String[] args) throws Exception {
            try (Signals signals = Signals.take()) {
                System.out.println("ready");
                System.out.println("heard " + signals.first().get());
                new CountDownLatch(1).await();
            }
        }
    }
}
