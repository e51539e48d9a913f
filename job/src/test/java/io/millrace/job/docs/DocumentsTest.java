package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say must be there, is there; the pipelines they show can be loaded. */
final class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PATH_IN_TEXT =
            Pattern.compile("`((?:conf|docs|bin|udfs|job|deploy|bench)/[A-Za-z0-9_./-]+[A-Za-z0-9])`");

    @Test
    void everyLinkToAFileLeadsToOne() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileOfTheRepositoryThatAPageNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            Matcher path = PATH_IN_TEXT.matcher(Files.readString(page));
            while (path.find()) {
                if (!Files.exists(ROOT.resolve(path.group(1))) && !path.group(1).contains("/target/")) {
                    missing.add(ROOT.relativize(page) + " → " + path.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyWholePipelineThatAPageShowsCanBeLoaded() throws Exception {
        int pipelines = 0;
        for (Path page : pages()) {
            Matcher block = YAML.matcher(Files.readString(page));
            while (block.find()) {
                String yaml = block.group(1);
                if (yaml.startsWith("name:") || yaml.contains("\nname:")) {
                    ConfigLoader.parse(yaml, ROOT.relativize(page).toString(), Map.of(), variable -> null);
                    pipelines++;
                }
            }
        }
        assertThat(pipelines).as("pipelines in the documents").isPositive();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
