package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file under {@code src/test/resources/golden}: bytes that an earlier release wrote and every later one must read. With
 * {@code -Dgolden.write} on the command line, a file that is missing is written; one that exists never is.
 */
public final class GoldenFile {

    private final Path path;

    public GoldenFile(String name) {
        path = Path.of(System.getProperty("project.root", ".."), "job/src/test/resources/golden", name);
    }

    public byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new AssertionError("no golden file " + path, e);
        }
    }

    /** Fails unless the file holds exactly {@code bytes}. */
    public void assertHolds(byte[] bytes) throws IOException {
        if (Files.notExists(path) && System.getProperty("golden.write") != null) {
            Files.write(path, bytes);
        }
        assertThat(bytes)
                .as("the form in state has changed: it needs a new version and a new golden file beside %s", path)
                .isEqualTo(bytes());
    }
}
