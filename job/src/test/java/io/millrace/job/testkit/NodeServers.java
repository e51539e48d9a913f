package io.millrace.job.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The servers of {@code src/test/node}, installed by {@code npm ci} into {@code target} when the first test wants one.
 * Where there is no {@code node}, the tests that want one are skipped and say so.
 */
final class NodeServers {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path SCRIPTS = ROOT.resolve("job/src/test/node");
    private static final List<String> PACKAGES = List.of("package.json", "package-lock.json");

    private NodeServers() {}

    /** The command that runs {@code src/test/node/SCRIPT}. */
    static List<String> command(String script, String... arguments) {
        for (String program : List.of("node", "npm")) {
            Programs.require(program, "runs " + script);
        }
        List<String> command =
                new ArrayList<>(List.of("node", installation().resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static synchronized Path installation() {
        try {
            Path parent = Files.createDirectories(
                    ROOT.resolve("job/target/node").toAbsolutePath().normalize());
            Path installed = parent.resolve("servers-" + fingerprint());
            if (!Files.exists(installed)) {
                Path fresh = Files.createTempDirectory(parent, "installing-");
                copyAll(fresh);
                install(fresh);
                moveInto(installed, fresh);
            }
            copyAll(installed);
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another JVM may have been quicker; its installation is as good. */
    private static void moveInto(Path installed, Path fresh) throws IOException {
        try {
            Files.move(fresh, installed, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(installed)) {
                throw e;
            }
        }
    }

    private static void install(Path directory) throws IOException {
        try (Processes processes = new Processes(directory, directory)) {
            Processes.Child npm = processes.start(
                    "npm-ci",
                    Map.of(),
                    List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"));
            int code = npm.waitFor(5, TimeUnit.MINUTES);
            if (code != 0) {
                throw new AssertionError("npm ci ended with " + code + ":\n" + npm.output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during npm ci", e);
        }
    }

    private static void copyAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String fingerprint() throws IOException {
        CRC32 crc = new CRC32();
        for (String file : PACKAGES) {
            crc.update(Files.readAllBytes(SCRIPTS.resolve(file)));
        }
        return Long.toHexString(crc.getValue());
    }
}
