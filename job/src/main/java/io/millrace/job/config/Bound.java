package io.millrace.job.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that could be bound, by their dotted paths, so that rules between keys can be checked even when other keys
 * are wrong. A rule stays silent about a key that has a problem of its own.
 */
final class Bound {

    private record Value(Object value, Location at, boolean given) {}

    private final Map<String, Value> values = new HashMap<>();

    void put(String path, Object value, Location at, boolean given) {
        values.put(path, new Value(value, at, given));
    }

    /** The value of a key, by default or as given; empty when it has none, or a wrong one. */
    <T> Optional<T> find(String path, Class<T> type) {
        return Optional.ofNullable(values.get(path)).map(Value::value).map(type::cast);
    }

    /** The value of a key when it does not come from a default. */
    <T> Optional<T> given(String path, Class<T> type) {
        return isGiven(path) ? find(path, type) : Optional.empty();
    }

    boolean isGiven(String path) {
        return isKnown(path) && values.get(path).given();
    }

    /** False when the key has a problem, or its section does not exist. */
    boolean isKnown(String path) {
        return values.containsKey(path);
    }

    /** How many elements a list of sections has, the wrong ones included: as far as there is a key below each. */
    int elements(String list) {
        int count = 0;
        while (hasBelow(list + "." + count + ".")) {
            count++;
        }
        return count;
    }

    private boolean hasBelow(String prefix) {
        return values.keySet().stream().anyMatch(path -> path.startsWith(prefix));
    }

    /** True when the key is absent for certain, and not just wrong. */
    boolean isAbsent(String path) {
        return isKnown(path) && values.get(path).value() == null;
    }

    /** Where the key was given, or the section that has its default. */
    Location at(String path) {
        return values.get(path).at();
    }

    /** The same for all keys, for problems that are found later. */
    Locations locations(Location top) {
        Map<String, Location> keys = new HashMap<>();
        values.forEach((path, value) -> keys.put(path, value.at()));
        return new Locations(top, keys);
    }
}
