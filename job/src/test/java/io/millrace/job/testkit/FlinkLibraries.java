package io.millrace.job.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The class path of Flink's image: what its {@code lib/} holds, taken from the test's own class path. A job that is
 * submitted there brings everything else in its jar.
 */
final class FlinkLibraries {

    /** Inside flink-dist.jar. Its pom cannot be asked: that jar is not in this build's registry. */
    private static final List<String> DIST = List.of(
            "flink-annotations",
            "flink-clients",
            "flink-connector-datagen",
            "flink-core",
            "flink-core-api",
            "flink-datastream",
            "flink-datastream-api",
            "flink-file-sink-common",
            "flink-hadoop-fs",
            "flink-metrics-core",
            "flink-queryable-state-client-java",
            "flink-rpc-akka-loader",
            "flink-rpc-core",
            "flink-runtime",
            "flink-runtime-web",
            "flink-shaded-asm-9",
            "flink-shaded-guava",
            "flink-shaded-jackson",
            "flink-shaded-netty",
            "flink-shaded-zookeeper-3",
            "flink-statebackend-rocksdb",
            "flink-streaming-java",
            "async-profiler",
            "commons-cli",
            "commons-collections",
            "commons-compress",
            "commons-io",
            "commons-lang3",
            "commons-math3",
            "commons-text",
            "frocksdbjni",
            "javassist",
            "jsr305",
            "kryo",
            "lz4-java",
            "minlog",
            "objenesis",
            "reflectasm",
            "snakeyaml-engine",
            "snappy-java");

    /** Beside it: Table API, the file connector, logging. */
    private static final List<String> MORE = List.of(
            "flink-connector-files",
            "flink-table-api-bridge-base",
            "flink-table-api-java",
            "flink-table-api-java-bridge",
            "flink-table-common",
            "flink-table-runtime",
            "log4j-api",
            "log4j-core",
            "log4j-slf4j2-impl",
            "slf4j-api");

    private FlinkLibraries() {}

    static String classPath() {
        Map<String, List<String>> jars = Arrays.stream(Processes.classPath().split(File.pathSeparator))
                .collect(Collectors.groupingBy(FlinkLibraries::artifact));
        return List.of(DIST, MORE).stream()
                .flatMap(List::stream)
                .map(onlyOne(jars))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Function<String, String> onlyOne(Map<String, List<String>> jars) {
        return artifact -> {
            List<String> found = jars.getOrDefault(artifact, List.of());
            if (found.size() != 1) {
                throw new AssertionError("expected " + artifact + " once on the class path, but found " + found);
            }
            return found.get(0);
        };
    }

    /** The second directory from the end of a path in Maven's repository; empty for anything else, and for tests' jars. */
    private static String artifact(String entry) {
        Path jar = Path.of(entry);
        boolean library = entry.endsWith(".jar") && !entry.endsWith("-tests.jar") && jar.getNameCount() > 2;
        return library ? jar.getName(jar.getNameCount() - 3).toString() : "";
    }
}
