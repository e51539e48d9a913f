package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster as it runs in production: a JobManager and TaskManagers, each a JVM of its own, that a test can kill
 * with SIGKILL and replace.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path directory;
    private final int slotsEach;
    private final Configuration configuration;
    private final Map<String, String> environment;
    private final String classPath;
    private final Processes processes;
    private final Map<Integer, Processes.Child> taskManagers = new TreeMap<>();
    private final List<Processes.Child> ended = new ArrayList<>();
    private Processes.Child jobManager;
    private RestClusterClient<String> client;
    private int nextTaskManager = 1;

    private FlinkCluster(
            Path directory, int slotsEach, Configuration extra, Map<String, String> environment, String classPath)
            throws IOException {
        this.directory = directory;
        this.slotsEach = slotsEach;
        this.environment = Map.copyOf(environment);
        this.classPath = classPath;
        this.configuration = configuration(directory, slotsEach, extra);
        this.processes = new Processes(directory.resolve("log"));
    }

    /**
     * Starts a JobManager and TaskManagers and waits until they know each other. Code of the test is on their class path,
     * so a job needs no jar.
     *
     * @param directory for configuration, logs and temporary files; a test's own
     * @param taskManagers how many
     * @param slotsEach how many slots each has
     * @param extra configuration that goes before the harness's own
     * @param environment variables of every process, such as FLINK_PLUGINS_DIR
     */
    public static FlinkCluster start(
            Path directory, int taskManagers, int slotsEach, Configuration extra, Map<String, String> environment)
            throws Exception {
        return start(new FlinkCluster(directory, slotsEach, extra, environment, Processes.classPath()), taskManagers);
    }

    /** The same with Flink's libraries alone on the class path: a job comes as a jar, through {@link #flink}. */
    public static FlinkCluster startBare(
            Path directory, int taskManagers, int slotsEach, Configuration extra, Map<String, String> environment)
            throws Exception {
        return start(
                new FlinkCluster(directory, slotsEach, extra, environment, FlinkLibraries.classPath()), taskManagers);
    }

    private static FlinkCluster start(FlinkCluster cluster, int taskManagers) throws Exception {
        try {
            cluster.startJobManager();
            for (int i = 0; i < taskManagers; i++) {
                cluster.startTaskManager();
            }
            cluster.awaitSlots(taskManagers * cluster.slotsEach);
            return cluster;
        } catch (Throwable e) {
            e.addSuppressed(new AssertionError(cluster.logs()));
            cluster.close();
            throw e;
        }
    }

    /** An environment whose {@code execute} and {@code executeAsync} run on this cluster. */
    public StreamExecutionEnvironment environment(Configuration job) {
        URI rest = rest();
        return StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort(), job);
    }

    /** The address of the JobManager's REST API and web page. */
    public URI rest() {
        return URI.create("http://localhost:" + configuration.get(RestOptions.PORT));
    }

    /** Starts a JobManager; the former one must be gone. It knows nothing of the former one's jobs. */
    public void startJobManager() throws Exception {
        writeConfiguration();
        jobManager = processes.startJava(
                "jobmanager-" + (ended.size() + 1),
                environment,
                List.of("-Xmx512m", "-XX:+UseSerialGC", logging()),
                classPath,
                StandaloneSessionClusterEntrypoint.class,
                List.of("--configDir", directory.resolve("conf").toString()));
        client = new RestClusterClient<>(configuration, "test");
        awaitAnswer();
    }

    /** Starts the {@code flink} command of this cluster's distribution, such as {@code flink run}. */
    public Processes.Child flink(String name, List<String> arguments) throws IOException {
        Map<String, String> withConfiguration = new LinkedHashMap<>(environment);
        withConfiguration.put(
                ConfigConstants.ENV_FLINK_CONF_DIR, directory.resolve("conf").toString());
        return processes.startJava(
                name,
                withConfiguration,
                List.of("-Xmx512m", "-XX:+UseSerialGC", logging()),
                classPath,
                CliFrontend.class,
                arguments);
    }

    public void killJobManager() throws InterruptedException {
        client.close();
        jobManager.kill9();
        ended.add(jobManager);
    }

    /** Starts one more TaskManager; returns its number. */
    public int startTaskManager() throws IOException {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> options = new ArrayList<>(
                List.of(ProcessMemoryUtils.generateJvmParametersStr(spec).trim().split("\\s+")));
        options.add("-XX:+UseSerialGC");
        options.add(logging());
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", directory.resolve("conf").toString()));
        arguments.addAll(List.of(
                TaskExecutorProcessUtils.generateDynamicConfigsStr(spec).trim().split("\\s+")));
        int number = nextTaskManager++;
        taskManagers.put(
                number,
                processes.startJava(
                        "taskmanager-" + number, environment, options, classPath, TaskManagerRunner.class, arguments));
        return number;
    }

    /** SIGKILL: no leaving, no releasing, no last word. */
    public void killTaskManager(int number) throws InterruptedException {
        Processes.Child child = taskManagers.remove(number);
        if (child == null) {
            throw new IllegalArgumentException("no TaskManager " + number + " runs");
        }
        child.kill9();
        ended.add(child);
    }

    /** The numbers of the TaskManagers that run. */
    public List<Integer> taskManagers() {
        return List.copyOf(taskManagers.keySet());
    }

    /** Waits until TaskManagers with so many slots, busy or free, have registered. */
    public void awaitSlots(int slots) {
        await().alias(slots + " slots")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    requireAlive();
                    return client.getClusterOverview().get().getNumSlotsTotal() == slots;
                });
    }

    /** The client of the running JobManager. */
    public RestClusterClient<String> client() {
        return client;
    }

    /** Runs a part of a test; when it fails, its error carries the logs of the cluster. */
    public void explaining(Step step) throws Exception {
        try {
            step.run();
        } catch (Throwable e) {
            e.addSuppressed(new AssertionError(logs()));
            throw e;
        }
    }

    /** A part of a test. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /** What all processes have logged, those included that were killed. */
    public String logs() {
        Map<String, String> logs = new LinkedHashMap<>();
        List<Processes.Child> all = new ArrayList<>(ended);
        all.add(jobManager);
        all.addAll(taskManagers.values());
        all.forEach(child -> logs.put(child.name(), child.output()));
        StringBuilder text = new StringBuilder();
        logs.forEach((name, log) ->
                text.append("==== ").append(name).append('\n').append(log).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        try {
            if (client != null) {
                client.close();
            }
        } finally {
            processes.close();
        }
    }

    private void awaitAnswer() {
        await().alias("the JobManager answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof ExecutionException)
                .until(() -> {
                    requireAlive();
                    return client.getClusterOverview().get() != null;
                });
    }

    private void requireAlive() {
        if (!jobManager.isAlive()) {
            throw new AssertionError("the JobManager has ended:\n" + jobManager.output());
        }
        taskManagers.values().forEach(child -> {
            if (!child.isAlive()) {
                throw new AssertionError(child.name() + " has ended:\n" + child.output());
            }
        });
    }

    private String logging() {
        return "-Dlog4j2.configurationFile=" + directory.resolve("conf/log4j2.properties");
    }

    private void writeConfiguration() throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        StringBuilder yaml = new StringBuilder();
        new TreeMap<>(configuration.toMap()).forEach((key, value) -> yaml.append(key)
                .append(": '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(conf.resolve("config.yaml"), yaml);
        Files.writeString(
                conf.resolve("log4j2.properties"),
                """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = Console
                appender.console.name = Console
                appender.console.type = CONSOLE
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} [%t] %m%n
                """);
    }

    private static Configuration configuration(Path directory, int slotsEach, Configuration extra) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(JobManagerOptions.ADDRESS, "localhost");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slotsEach);
        configuration.set(TaskManagerOptions.CPU_CORES, (double) slotsEach);
        configuration.set(TaskManagerOptions.TASK_HEAP_MEMORY, MemorySize.ofMebiBytes(512));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        // A killed TaskManager is noticed after seconds instead of most of a minute.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(20));
        configuration.setString(
                "io.tmp.dirs", Files.createDirectories(directory.resolve("tmp")).toString());
        configuration.addAll(extra);
        try (ServerSocket rpc = freePort();
                ServerSocket rest = freePort()) {
            configuration.set(JobManagerOptions.PORT, rpc.getLocalPort());
            configuration.set(RestOptions.PORT, rest.getLocalPort());
            configuration.set(RestOptions.ADDRESS, "localhost");
        }
        return configuration;
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
