package io.millrace.job.config;

import io.millrace.job.config.Node.Mapping;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads a pipeline, from YAML or as it is said in Java. A key has the value that an override gives it, else the file's with its variables replaced, else its
 * default. Everything that is wrong is reported at once.
 */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads a pipeline's file.
     *
     * @param file in UTF-8
     * @param overrides values by the dotted path of their keys, such as {@code source.sqs.queue-url}
     * @param environment the value of a variable, or null when it is not set; {@code System::getenv}
     */
    public static PipelineConfig load(Path file, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException {
        return loadWithWarnings(file, overrides, environment).config();
    }

    /** As {@link #load}, with what is doubtful. */
    public static LoadedPipeline loadWithWarnings(
            Path file, Map<String, String> overrides, UnaryOperator<String> environment) throws ConfigException {
        return parseWithWarnings(read(file), file.toString(), overrides, environment);
    }

    /** The text of a file in UTF-8. */
    static String read(Path file) throws ConfigException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not a text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e);
        }
    }

    /**
     * Reads a pipeline's text.
     *
     * @param name what problems call the text
     */
    public static PipelineConfig parse(
            String yaml, String name, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException {
        return parseWithWarnings(yaml, name, overrides, environment).config();
    }

    /** As {@link #parse}, with what is doubtful. */
    public static LoadedPipeline parseWithWarnings(
            String yaml, String name, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException {
        Problems problems = new Problems();
        Location top = new Location(name, 1, 1);
        return bind(YamlSource.read(yaml, top, "", problems), top, overrides, environment, problems);
    }

    /**
     * Reads a pipeline that is said in Java.
     *
     * @param overrides values by the dotted path of their keys, such as {@code source.sqs.queue-url}
     * @param environment for variables in overrides; what is said in Java has none
     */
    public static LoadedPipeline loadWithWarnings(
            SectionBuilder<PipelineConfig> pipeline, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException {
        Mapping document = pipeline.node();
        return bind(Optional.of(document), document.at(), overrides, environment, new Problems());
    }

    private static LoadedPipeline bind(
            Optional<Node> document,
            Location top,
            Map<String, String> overrides,
            UnaryOperator<String> environment,
            Problems problems)
            throws ConfigException {
        Section root = Section.of(PipelineConfig.class);
        Binder binder = new Binder(root, environment, problems);
        Optional<Object> config = Optional.empty();
        if (document.isPresent()) {
            Node overridden = document.get() instanceof Mapping mapping
                    ? Overrides.apply(root, mapping, overrides, problems)
                    : document.get();
            config = binder.bind(overridden);
            PipelineRules.check(binder.bound(), problems);
        }
        problems.throwIfAny();
        return new LoadedPipeline(
                (PipelineConfig) config.orElseThrow(),
                problems.warnings(),
                binder.bound().locations(top));
    }

    private static ConfigException unreadable(Path file, String message) {
        return new ConfigException(List.of(new Problem(new Location(file.toString(), 1, 1), "", message)), List.of());
    }
}
