package io.millrace.job.config;

import java.util.ArrayList;
import java.util.List;

/** Advice for a key that its section does not have. */
final class UnknownKeys {

    private UnknownKeys() {}

    /** Why it lacks just this key, else a near miss of one that it has, else the same key elsewhere, else what there is. */
    static String advice(Section root, Section section, String given) {
        Without without = section.type().getAnnotation(Without.class);
        if (without != null && without.key().equals(given)) {
            return without.because();
        }
        return Suggestions.nearest(given, section.names())
                .map(name -> "did you mean " + Quote.text(name) + "?")
                .or(() -> elsewhere(root, "", given).stream()
                        .findFirst()
                        .map(path -> "did you mean " + Quote.text(path) + "?"))
                .orElseGet(() -> section.keys().isEmpty()
                        ? "this section has no keys"
                        : "this section has " + String.join(", ", section.names()));
    }

    private static List<String> elsewhere(Section section, String path, String given) {
        List<String> found = new ArrayList<>();
        for (KeySpec key : section.keys()) {
            String keyPath = YamlSource.child(path, key.name());
            if (key.name().equals(given)) {
                found.add(keyPath);
            }
            if (key.type() instanceof KeyType.Nested nested) {
                found.addAll(elsewhere(nested.section(), keyPath, given));
            }
        }
        return found;
    }
}
