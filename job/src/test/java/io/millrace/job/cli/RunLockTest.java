package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    private Path directory;

    @Test
    void aSecondRunIsToldWhoHasTheState() throws Exception {
        try (RunLock first = RunLock.acquire(directory)) {
            assertThatThrownBy(() -> RunLock.acquire(directory))
                    .isInstanceOf(RunLock.HeldException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("lock");
        }
    }

    @Test
    void itCanBeTakenAgainAfterTheFirstRunHasEnded() throws Exception {
        RunLock.acquire(directory.resolve("made/when/missing")).close();
        RunLock.acquire(directory.resolve("made/when/missing")).close();
    }
}
