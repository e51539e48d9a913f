package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import io.millrace.job.config.KeyType.Many;
import io.millrace.job.config.KeyType.Nested;
import io.millrace.job.config.KeyType.One;
import io.millrace.job.config.KeyType.Texts;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Makes the builders of pipelines in Java: a class for each section, with a method for each of its keys. */
final class BuilderGenerator {

    private static final int LINE = 120;
    private static final Map<Class<?>, Class<?>> PRIMITIVES = Map.of(
            Boolean.class, boolean.class,
            Integer.class, int.class,
            Long.class, long.class,
            Double.class, double.class);
    private static final List<Class<?>> AS_THEY_ARE =
            List.of(boolean.class, int.class, long.class, double.class, Duration.class, ByteSize.class, ZoneId.class);

    private final Section section;
    private final TreeSet<String> imports = new TreeSet<>();
    private final StringBuilder methods = new StringBuilder();

    private BuilderGenerator(Section section) {
        this.section = section;
    }

    /** The sources by the names of their files. */
    static Map<String, String> generate() {
        Map<Section, List<String>> paths = new LinkedHashMap<>();
        collect(Section.of(PipelineConfig.class), "", paths);
        Map<String, String> sources = new LinkedHashMap<>();
        paths.forEach(
                (section, where) -> sources.put(name(section) + ".java", new BuilderGenerator(section).source(where)));
        return sources;
    }

    private static void collect(Section section, String path, Map<Section, List<String>> paths) {
        paths.computeIfAbsent(section, unknown -> new ArrayList<>()).add(path);
        for (KeySpec key : section.keys()) {
            nested(key.type()).ifPresent(inner -> collect(inner, YamlSource.child(path, key.name()), paths));
        }
    }

    private static Optional<Section> nested(KeyType type) {
        KeyType inner = type instanceof Many many ? many.element() : type;
        return inner instanceof Nested nested ? Optional.of(nested.section()) : Optional.empty();
    }

    static String name(Section section) {
        return section.type().getSimpleName().replaceFirst("Config$", "Builder");
    }

    private String source(List<String> paths) {
        boolean root = paths.contains("");
        String name = name(section);
        use(SectionBuilder.class);
        use(section.type());
        section.keys().forEach(this::method);
        String doc = root
                ? "A whole pipeline; {@link io.millrace.job.Millrace#pipeline} begins one."
                : "What is said of "
                        + paths.stream().map(path -> "{@code " + path + "}").collect(joining(" or ")) + "."
                        + (section.oneOf() ? " One of its keys is given." : "");
        return "// Generated from the declarations of the keys by GeneratedFilesTest, which says how.\n"
                + "package io.millrace.job.builder;\n\n"
                + imports.stream().map(type -> "import " + type + ";\n").collect(joining())
                + "\n" + javadoc("", doc)
                + "public final class " + name + " extends SectionBuilder<"
                + section.type().getSimpleName() + "> {\n\n"
                + "    " + (root ? "public " : "") + name + "() {}\n"
                + methods
                + "}\n";
    }

    private void method(KeySpec key) {
        String parameter = key.component().getName();
        if (key.type() instanceof Nested nested) {
            use(Consumer.class);
            String builder = name(nested.section());
            method(key, "Consumer<? super " + builder + "> ", "section", "new " + builder + "(), " + parameter);
            if (!nested.section().hasRequired()) {
                method(key, "", "section", "new " + builder + "(), " + parameter + " -> {}");
            }
        } else if (key.type() instanceof Many many && many.element() instanceof Nested nested) {
            use(Consumer.class);
            String builder = name(nested.section());
            method(key, "Consumer<? super " + builder + "> ", "element", "new " + builder + "(), " + parameter);
        } else if (key.type() instanceof Many) {
            use(List.class);
            Class<?> element =
                    (Class<?>) ((ParameterizedType) key.component().getGenericType()).getActualTypeArguments()[0];
            method(key, type(element) + "... ", "values", "List.of(" + parameter + ")");
        } else if (key.type() instanceof Texts) {
            use(Map.class);
            method(key, "Map<String, String> ", "texts", parameter);
        } else if (key.type() instanceof One) {
            method(key, type(key.component().getType()) + " ", "value", parameter);
        } else {
            throw new IllegalStateException("no pipeline has a key like " + key);
        }
    }

    /** @param type with a space behind it; empty for a method without a parameter */
    private void method(KeySpec key, String type, String verb, String value) {
        String component = key.component().getName();
        methods.append('\n').append(javadoc("    ", "{@code " + key.name() + "}: " + doc(key)));
        methods.append("    public ")
                .append(name(section))
                .append(' ')
                .append(component)
                .append('(');
        methods.append(type.isEmpty() ? "" : type + component).append(") {\n");
        methods.append("        ").append(verb).append("(\"").append(key.name()).append("\", ");
        methods.append(value).append(");\n        return this;\n    }\n");
    }

    /** What a method takes: values that Java can only spell right as they are, and all else as YAML writes it. */
    private String type(Class<?> component) {
        Class<?> type = PRIMITIVES.getOrDefault(component, component);
        if (!AS_THEY_ARE.contains(type) && !type.isEnum()) {
            return "String";
        }
        if (type.isPrimitive()) {
            return type.getName();
        }
        Class<?> outer = type.getEnclosingClass();
        use(outer == null ? type : outer);
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    private void use(Class<?> type) {
        imports.add(type.getName());
    }

    private static String doc(KeySpec key) {
        StringBuilder doc = new StringBuilder(prose(key.key().doc()));
        String range = key.range().strip();
        if (!range.isEmpty()) {
            doc.append(' ')
                    .append(Character.toUpperCase(range.charAt(0)))
                    .append(range.substring(1))
                    .append('.');
        }
        if (!key.key().value().isEmpty()) {
            doc.append(" Default: ").append(code(key.key().value())).append('.');
        } else if (key.required()) {
            doc.append(" Required.");
        }
        if (!key.key().example().isEmpty()) {
            doc.append(" Example: ").append(code(key.key().example())).append('.');
        }
        if (key.type() instanceof Many many && many.element() instanceof Nested) {
            doc.append(" Each call adds one.");
        }
        return doc.toString();
    }

    /** Markdown with nothing but code in it, as Javadoc. */
    private static String prose(String markdown) {
        StringBuilder prose = new StringBuilder();
        String[] parts = markdown.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            prose.append(i % 2 == 0 ? escaped(parts[i]) : code(parts[i]));
        }
        return prose.toString();
    }

    private static String code(String text) {
        // What would end the comment, or the tag.
        boolean plain = !text.contains("*/") && text.chars().noneMatch(c -> c == '{' || c == '}' || c == '@');
        return plain ? "{@code " + text + "}" : "<code>" + escaped(text) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;")
                .replace("}", "&#125;")
                .replace("*/", "*&#47;");
    }

    private static String javadoc(String indent, String text) {
        String one = indent + "/** " + text + " */\n";
        if (one.length() <= LINE + 1) {
            return one;
        }
        StringBuilder out = new StringBuilder(indent).append("/**\n");
        StringBuilder line = new StringBuilder(indent).append(" *");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > LINE) {
                out.append(line).append('\n');
                line = new StringBuilder(indent).append(" *");
            }
            line.append(' ').append(word);
        }
        return out.append(line).append('\n').append(indent).append(" */\n").toString();
    }
}
