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
 * Reads a pipeline. A key has the value that an override gives it, else the file's with its variables replaced, else its
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
        Section root = Section.of(PipelineConfig.class);
        Location top = new Location(name, 1, 1);
        Binder binder = new Binder(root, environment, problems);
        Optional<Node> document = YamlSource.read(yaml, top, "", problems);
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
