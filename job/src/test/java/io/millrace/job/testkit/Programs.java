package io.millrace.job.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** Programs of the machine, which CI has and a newcomer may not have. */
public final class Programs {

    private Programs() {}

    /**
     * Skips the test, and says so, where a program is not on the {@code PATH}.
     *
     * @param about what it is for, or where it comes from
     */
    public static void require(String program, String about) {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found) {
            throw new TestAbortedException("skipped: there is no " + program + " on the PATH (" + about + ")");
        }
    }
}
