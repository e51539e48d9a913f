package io.millrace.job.config;

import io.millrace.job.config.KeyType.Many;
import io.millrace.job.config.KeyType.Nested;
import io.millrace.job.config.KeyType.One;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A pipeline's configuration with every key, defaults included and secrets masked. */
public final class EffectiveConfig {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    private static final Pattern SECRET_NAME =
            Pattern.compile("secret|password|passwd|token|credential|salt|private", Pattern.CASE_INSENSITIVE);

    private EffectiveConfig() {}

    /** What is shown of a secret: whether there is one. */
    static String masked(String secret) {
        return secret == null ? null : MASK;
    }

    /**
     * As values that a JSON writer takes: maps, lists, texts, numbers and booleans. A key that has no value is null; kinds
     * of a source, output or format that are not the chosen one are left out.
     */
    public static Map<String, Object> tree(PipelineConfig config) {
        return section(Section.of(PipelineConfig.class), config);
    }

    /** As YAML, which is a pipeline again once its secrets are put back. A key that has no value is a comment. */
    public static String yaml(PipelineConfig config) {
        return YamlWriter.write(tree(config));
    }

    private static Map<String, Object> section(Section section, Object owner) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (KeySpec key : section.keys()) {
            Object value = component(key, owner);
            if (value != null || !section.oneOf()) {
                tree.put(key.name(), value == null ? null : plain(key, key.type(), value));
            }
        }
        return tree;
    }

    private static Object plain(KeySpec key, KeyType type, Object value) {
        if (type instanceof One one) {
            return key.key().secret() ? MASK : one.scalar().plain(value);
        }
        if (type instanceof Nested nested) {
            return section(nested.section(), value);
        }
        if (type instanceof Many many) {
            List<Object> elements = new ArrayList<>();
            ((List<?>) value).forEach(element -> elements.add(plain(key, many.element(), element)));
            return elements;
        }
        // The names are the user's own: only they can tell that a value is a secret.
        Map<String, Object> texts = new LinkedHashMap<>();
        ((Map<?, ?>) value)
                .forEach((name, text) -> texts.put(
                        name.toString(), SECRET_NAME.matcher(name.toString()).find() ? MASK : text));
        return texts;
    }

    private static Object component(KeySpec key, Object owner) {
        try {
            return key.component().getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the accessor of " + key.name() + " failed", e);
        }
    }
}
