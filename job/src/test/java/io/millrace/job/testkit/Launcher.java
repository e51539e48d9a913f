package io.millrace.job.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code bin/millrace} with the libraries that the build has collected: what a user starts, with nothing of the tests on
 * its class path. It stands in a directory of its own, where it finds no sources and so never builds.
 */
public final class Launcher {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path DISTRIBUTION = ROOT.resolve("job/target/millrace");

    /** What bin/millrace compares the distribution's age with. */
    private static final List<String> SOURCES =
            List.of("pom.xml", "job/pom.xml", "udfs/pom.xml", "job/src/main", "udfs/src/main");

    private final Path script;

    private Launcher(Path script) {
        this.script = script;
    }

    /** As the build has left it; an error when it has not, or when a source has changed since. */
    public static Launcher installed() throws IOException {
        requireBuilt();
        Path home = ROOT.resolve("job/target/installed").toAbsolutePath().normalize();
        Path script = Files.createDirectories(home.resolve("bin")).resolve("millrace");
        Files.copy(
                ROOT.resolve("bin/millrace"),
                script,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createDirectories(home.resolve("job/target")).resolve("millrace");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, DISTRIBUTION.toRealPath());
        return new Launcher(script);
    }

    /** Starts a command; the child's process is the Java process itself. */
    public Processes.Child start(
            Processes processes, String name, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return processes.start(name, all, command);
    }

    /** Has bash execute lines as a user types them, with {@code bin/millrace} in them. */
    public Processes.Child type(Processes processes, String name, String lines) throws IOException {
        return processes.start(
                name,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of("bash", "-e", "-c", lines.replaceAll("(?m)^bin/millrace\\b", "'" + script + "'")));
    }

    private static void requireBuilt() throws IOException {
        Path mark = DISTRIBUTION.resolve("jvm.options");
        if (!Files.exists(mark)) {
            throw new AssertionError("there is no distribution in " + DISTRIBUTION + "; mvn -Dquick package makes it");
        }
        FileTime built = Files.getLastModifiedTime(mark);
        for (String source : SOURCES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(source))) {
                for (Path file : files.toList()) {
                    if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                        throw new AssertionError(
                                file + " is newer than the distribution; mvn -Dquick package makes it anew");
                    }
                }
            }
        }
    }
}
