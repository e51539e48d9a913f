package io.millrace.job.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of all tests, to look whether one that a document or another test names is there. */
final class TestSources {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern TEST = Pattern.compile("(\\w+)\\.(\\w+)");

    private final Map<String, String> byClass;

    private TestSources(Map<String, String> byClass) {
        this.byClass = byClass;
    }

    static TestSources read() throws IOException {
        try (Stream<Path> job = Files.walk(ROOT.resolve("job/src/test/java"));
                Stream<Path> udfs = Files.walk(ROOT.resolve("udfs/src/test/java"));
                Stream<Path> bench = Files.walk(ROOT.resolve("bench/src/test/java"))) {
            return new TestSources(Stream.of(job, udfs, bench)
                    .flatMap(files -> files)
                    .filter(path -> path.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            path -> path.getFileName().toString().replace(".java", ""),
                            TestSources::text,
                            (first, second) -> first + second)));
        }
    }

    /**
     * Says what is wrong with the name of a test.
     *
     * @param test {@code Class.method}
     * @return empty when there is such a test
     */
    String problemWith(String test) {
        Matcher name = TEST.matcher(test);
        if (!name.matches()) {
            return "'" + test + "' is not Class.method";
        }
        String source = byClass.get(name.group(1));
        if (source == null) {
            return "no test class " + name.group(1);
        }
        Pattern method = Pattern.compile("(void|Stream<DynamicTest>) " + name.group(2) + "\\(");
        return method.matcher(source).find() ? "" : name.group(1) + " has no method " + name.group(2);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
