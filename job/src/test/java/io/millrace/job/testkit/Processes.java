package io.millrace.job.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts the operating system's processes for a test, keeps what they print in files of one directory, and leaves none
 * behind: not after {@link #close}, and not when the test's JVM ends without it.
 */
public final class Processes implements AutoCloseable {

    private final Path directory;
    private final Path workingDirectory;
    private final Set<Child> children = ConcurrentHashMap.newKeySet();
    private final Thread lastResort = new Thread(this::killAll, "kill-child-processes");

    /** @param directory where the output is kept; made when absent */
    public Processes(Path directory) throws IOException {
        this(directory, Path.of(""));
    }

    /**
     * @param directory where the output is kept; made when absent
     * @param workingDirectory where the processes are started
     */
    public Processes(Path directory, Path workingDirectory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.workingDirectory = workingDirectory.toAbsolutePath();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts any program. Its output and its errors go to {@code NAME.log}. */
    public Child start(String name, Map<String, String> environment, List<String> command) throws IOException {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Child child = new Child(name, builder.start(), log);
        children.add(child);
        return child;
    }

    /** Starts a class of the test's class path in a JVM of its own, with the modules opened that the test has open. */
    public Child startJava(
            String name,
            Map<String, String> environment,
            List<String> jvmOptions,
            Class<?> main,
            List<String> arguments)
            throws IOException {
        return startJava(name, environment, jvmOptions, classPath(), main, arguments);
    }

    /** Starts a class of any class path in a JVM of its own. */
    public Child startJava(
            String name,
            Map<String, String> environment,
            List<String> jvmOptions,
            String classPath,
            Class<?> main,
            List<String> arguments)
            throws IOException {
        return start(name, environment, javaCommand(jvmOptions, classPath, main, arguments));
    }

    /** The class path of the test. */
    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The command with which {@link #startJava} starts a class, to put something before it. */
    public static List<String> javaCommand(List<String> jvmOptions, Class<?> main, List<String> arguments) {
        return javaCommand(jvmOptions, classPath(), main, arguments);
    }

    private static List<String> javaCommand(
            List<String> jvmOptions, String classPath, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Kills whatever still runs. */
    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook itself is running, and does the same.
        }
    }

    private void killAll() {
        children.forEach(child -> child.process.destroyForcibly());
    }

    /** A process that was started. */
    public static final class Child {

        private final String name;
        private final Process process;
        private final Path log;

        private Child(String name, Process process, Path log) {
            this.name = name;
            this.process = process;
            this.log = log;
        }

        public String name() {
            return name;
        }

        public long pid() {
            return process.pid();
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        /** SIGKILL, and the wait for its end. */
        public void kill9() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** SIGTERM to this process alone. Not SIGINT: a JVM whose parent ignores that never hears it. */
        public void terminate() throws IOException, InterruptedException {
            signal("TERM");
        }

        /** Any signal by its name without SIG, to this process alone. */
        public void signal(String name) throws IOException, InterruptedException {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("kill -" + name + " " + pid() + " ended with " + code);
            }
        }

        /** Waits for its end and returns its exit code; a process that goes on is killed, and an error. */
        public int waitFor(long timeout, TimeUnit unit) throws InterruptedException {
            if (!process.waitFor(timeout, unit)) {
                kill9();
                throw new AssertionError(name + " did not end in time; it printed:\n" + output());
            }
            return process.exitValue();
        }

        /** Everything it has printed so far. */
        public String output() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
