package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A section of a pipeline, said in Java instead of YAML. It holds what YAML would have been read into, so that defaults,
 * rules and messages are the same; the place of a value is the line of Java that gave it. Its subclasses, one for each
 * section, are generated from the declarations of the keys. For one thread.
 *
 * @param <S> the section's record
 */
public abstract class SectionBuilder<S extends Record> {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Where pipelines begin, in a package that this one does not know. */
    private static final String ENTRY = "io.millrace.job.Millrace";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Location begun = caller();

    protected SectionBuilder() {}

    /** Gives a key its value; of several the last one holds. */
    protected final void value(String key, Object value) {
        Location at = caller();
        put(key, at, scalar(key, value, at));
    }

    /** Gives a list all of its values; of several lists the last one holds. */
    protected final void values(String key, List<?> values) {
        Location at = caller();
        put(
                key,
                at,
                new Sequence(
                        values.stream()
                                .<Node>map(value -> scalar(key, value, at))
                                .toList(),
                        at));
    }

    /** Gives a section what is said of it; of several the last one holds. */
    protected final <B extends SectionBuilder<?>> void section(String key, B section, Consumer<? super B> content) {
        content.accept(section);
        put(key, caller(), section.node());
    }

    /** Adds a section to the end of a list. */
    protected final <B extends SectionBuilder<?>> void element(String key, B section, Consumer<? super B> content) {
        content.accept(section);
        Entry before = entries.get(key);
        List<Node> elements = new ArrayList<>(before == null ? List.of() : ((Sequence) before.value()).elements());
        elements.add(section.node());
        Location at = before == null ? caller() : before.at();
        put(key, at, new Sequence(elements, at));
    }

    /** Gives a key texts by names; of several the last ones hold. */
    protected final void texts(String key, Map<String, String> texts) {
        Location at = caller();
        List<Entry> all = new ArrayList<>();
        texts.forEach((name, text) -> all.add(new Entry(name, at, scalar(key + "." + name, text, at))));
        put(key, at, new Mapping(all, at));
    }

    /** What has been said so far. */
    final Mapping node() {
        return new Mapping(List.copyOf(entries.values()), begun);
    }

    private void put(String key, Location at, Node value) {
        entries.put(key, new Entry(key, at, value));
    }

    private static Scalar scalar(String key, Object value, Location at) {
        requireNonNull(value, () -> "expected a value for " + key + ", but got null");
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return new Scalar(value.toString(), value instanceof Boolean ? Kind.BOOLEAN : Kind.INTEGER, at);
        }
        if (value instanceof Double) {
            return new Scalar(value.toString(), Kind.FRACTION, at);
        }
        String text = value instanceof Enum<?> choice
                ? ChoiceType.word(choice)
                : value instanceof Duration duration ? Durations.format(duration) : value.toString();
        // Java has variables of its own: here a text is what it says.
        return new Scalar(text.replace("${", "$${"), Kind.TEXT, at);
    }

    /** The line outside of Millrace that called. */
    private static Location caller() {
        return STACK.walk(frames -> frames.filter(frame -> !isOurs(frame.getDeclaringClass()))
                .findFirst()
                .map(SectionBuilder::location)
                .orElseThrow());
    }

    private static boolean isOurs(Class<?> type) {
        return SectionBuilder.class.isAssignableFrom(type) || type.getName().equals(ENTRY);
    }

    private static Location location(StackWalker.StackFrame frame) {
        boolean known = frame.getFileName() != null && frame.getLineNumber() > 0;
        return known
                ? new Location(frame.getFileName(), frame.getLineNumber(), 0)
                : new Location(frame.getClassName(), 0, 0);
    }
}
