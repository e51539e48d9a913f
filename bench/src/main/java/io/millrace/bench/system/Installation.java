package io.millrace.bench.system;

import io.millrace.bench.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkout, and what its build made for the bench. */
public record Installation(Path root) {

    /** The same heap for every JVM, and the collector that costs batch work the least. */
    static final List<String> JAVA_OPTIONS = List.of("-Xmx2g", "-XX:+UseParallelGC");

    private Path bench() {
        return root.resolve("bench/target");
    }

    private Path spark() {
        return root.resolve("bench/spark/target");
    }

    Path functions() {
        return root.resolve("bench/function/target/functions.jar");
    }

    public void requireFunctions() throws IOException {
        if (!Files.exists(functions())) {
            throw new IOException("there is no " + functions() + ", which bench/run builds");
        }
    }

    boolean hasSpark() {
        return Files.isDirectory(spark().resolve("lib"));
    }

    /** The version in the name of a library, such as {@code duckdb_jdbc}. */
    String version(String library) {
        try {
            for (Path lib : List.of(bench().resolve("lib"), spark().resolve("lib"))) {
                for (Path jar : Directories.files(lib)) {
                    String name = jar.getFileName().toString();
                    if (name.startsWith(library + "-")) {
                        return name.substring(library.length() + 1, name.length() - ".jar".length());
                    }
                }
            }
        } catch (IOException e) {
            return "of unknown version";
        }
        return "not installed";
    }

    List<String> duckDb(String mainClass, String... arguments) {
        Path jar = bench().resolve("lib/duckdb_jdbc-" + version("duckdb_jdbc") + ".jar");
        return java(List.of(), bench().resolve("classes") + ":" + jar, mainClass, arguments);
    }

    List<String> flink(String mainClass, String... arguments) {
        return java(
                JavaModules.FLINK, bench().resolve("classes") + ":" + bench().resolve("lib/*"), mainClass, arguments);
    }

    List<String> spark(String mainClass, String... arguments) {
        return java(
                JavaModules.SPARK, spark().resolve("classes") + ":" + spark().resolve("lib/*"), mainClass, arguments);
    }

    private static List<String> java(List<String> modules, String classPath, String mainClass, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JAVA_OPTIONS);
        line.addAll(modules);
        line.addAll(List.of("-Dlog4j2.configurationFile=classpath:io/millrace/bench/log4j2-child.properties"));
        line.addAll(List.of("-cp", classPath, mainClass));
        line.addAll(List.of(arguments));
        return line;
    }
}
