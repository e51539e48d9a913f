package io.millrace.job.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Makes reference pages of keys: an introduction written by hand, and one table for each section. */
final class ReferencePage {

    private final StringBuilder out = new StringBuilder();
    private final String heading;

    private ReferencePage(String heading) {
        this.heading = heading;
    }

    static String generate() {
        return generate("configuration", "The pipeline", "The keys at the top of a pipeline.", PipelineConfig.class);
    }

    static String generateCases() {
        return generate("cases", "The file", "The keys at the top of a file of cases.", CasesConfig.class);
    }

    private static String generate(String name, String heading, String top, Class<? extends Record> keys) {
        ReferencePage page = new ReferencePage(heading);
        page.out.append(introduction("/reference/" + name + "-introduction.md"));
        page.section("", top, Section.of(keys));
        return page.out.toString();
    }

    private void section(String path, String doc, Section section) {
        out.append("\n## ").append(path.isEmpty() ? heading : "`" + path + "`").append("\n\n");
        out.append(doc).append('\n');
        if (section.keys().isEmpty()) {
            out.append("\nHas no keys; write `").append(lastOf(path)).append(": {}`.\n");
            return;
        }
        if (section.oneOf()) {
            out.append(
                    section.keys().size() == 1 ? "\nGiven by its key:\n" : "\nExactly one of these keys is given:\n");
        }
        out.append("\n| key | type | default | range | meaning |\n|---|---|---|---|---|\n");
        section.keys().forEach(key -> row(path, key, section.oneOf()));
        for (KeySpec key : section.keys()) {
            String keyPath = YamlSource.child(path, key.name());
            if (key.type() instanceof KeyType.Nested nested) {
                section(keyPath, key.key().doc(), nested.section());
            } else if (key.type() instanceof KeyType.Many many && many.element() instanceof KeyType.Nested nested) {
                section(keyPath + ".N", key.key().doc() + " `N` counts from 0.", nested.section());
            }
        }
    }

    private void row(String path, KeySpec key, boolean kind) {
        String keyPath = YamlSource.child(path, key.name());
        String example =
                key.key().example().isEmpty() ? "" : " Example: `" + key.key().example() + "`.";
        out.append("| `").append(key.name()).append("` | ");
        out.append(cell(type(key.type(), keyPath))).append(" | ");
        out.append(cell(kind ? "" : defaultOf(key))).append(" | ");
        out.append(cell(key.range().replaceFirst("^ (between|of) ", "").replace(" and ", " to ")))
                .append(" | ");
        out.append(cell(key.key().doc() + example + (key.key().secret() ? " Never printed." : "")))
                .append(" |\n");
    }

    private static String type(KeyType type, String path) {
        if (type instanceof KeyType.One one) {
            return one.scalar().name();
        }
        if (type instanceof KeyType.Nested) {
            return "[section](#" + anchor(path) + ")";
        }
        if (type instanceof KeyType.Many many) {
            return many.element() instanceof KeyType.Nested
                    ? "list of [sections](#" + anchor(path + ".N") + ")"
                    : "list of " + type(many.element(), path);
        }
        return type instanceof KeyType.Json ? "any value" : "names with a text each";
    }

    private static String defaultOf(KeySpec key) {
        if (!key.key().value().isEmpty()) {
            return "`" + key.key().value() + "`";
        }
        if (key.required()) {
            return "required";
        }
        return key.type() instanceof KeyType.Nested && !key.key().optional() ? "its defaults" : "none";
    }

    /** As GitHub makes them from headings. */
    private static String anchor(String path) {
        return path.replace(".", "").toLowerCase(Locale.ROOT);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String introduction(String resource) {
        try (InputStream in = Objects.requireNonNull(ReferencePage.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
