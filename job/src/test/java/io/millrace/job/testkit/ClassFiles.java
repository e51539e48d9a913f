package io.millrace.job.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A class of the tests alone, so that nothing else of them is on another program's class path. */
public final class ClassFiles {

    private ClassFiles() {}

    /**
     * Copies a class.
     *
     * @param type one without inner classes
     * @param directory made when absent
     * @return the directory, which is an entry of a class path
     */
    public static Path of(Class<?> type, Path directory) throws IOException, URISyntaxException {
        Path classes =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(classes.resolve(file), copy);
        return directory;
    }
}
