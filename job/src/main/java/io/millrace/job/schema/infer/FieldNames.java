package io.millrace.job.schema.infer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for the fields of one record: their own, unless Avro does not allow them. */
final class FieldNames {

    private final Set<String> taken = new HashSet<>();

    /** @param all the names that the record's objects have */
    FieldNames(Collection<String> all) {
        all.stream().filter(FieldNames::isAllowed).forEach(taken::add);
    }

    /** The name in the schema of a field that is called {@code name} in JSON. */
    String of(String name) {
        return isAllowed(name) ? name : unique(allowed(name), taken);
    }

    static boolean isAllowed(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    /** The nearest name that Avro allows. */
    static String allowed(String name) {
        String cleaned = name.replaceAll("[^A-Za-z0-9_]", "_");
        return cleaned.isEmpty() || Character.isDigit(cleaned.charAt(0)) ? "_" + cleaned : cleaned;
    }

    /** The name, or with a number behind it the first that is free; it is taken from then on. */
    static String unique(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }

    /** Names of which some reader will make one, because it does not tell upper from lower case. */
    static Set<String> alike(Collection<String> names) {
        Set<String> lower = new HashSet<>();
        Set<String> alike = new HashSet<>();
        for (String name : names) {
            if (!lower.add(name.toLowerCase(Locale.ROOT))) {
                alike.add(name);
            }
        }
        return alike;
    }
}
