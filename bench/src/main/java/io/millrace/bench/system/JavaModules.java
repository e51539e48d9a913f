package io.millrace.bench.system;

import java.util.List;
import java.util.stream.Stream;

/** What the distributions of Flink and Spark open to themselves on Java 17, and their launchers set. */
final class JavaModules {

    static final List<String> FLINK = opens(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks");

    static final List<String> SPARK = opens(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private JavaModules() {}

    private static List<String> opens(String... packages) {
        return Stream.of(packages)
                .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")
                .toList();
    }
}
