package io.millrace.job.schema.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All objects that were seen at one place. Past a number of different names, the names are taken for data and the object
 * for a map, whose values are all of one type; it also keeps what is remembered small.
 */
final class ObjectProfile {

    static final int MOST_FIELDS = 1000;

    private final Map<String, ValueProfile> fields = new LinkedHashMap<>();
    private long count;

    /** Null until there are too many names. */
    private ValueProfile values;

    void add(JsonNode object) {
        count++;
        object.fields().forEachRemaining(field -> profile(field.getKey()).add(field.getValue()));
    }

    void add(ObjectProfile other) {
        count += other.count;
        if (other.values != null) {
            becomeMap();
            values.add(other.values);
        }
        other.fields.forEach((name, profile) -> profile(name).add(profile));
    }

    private ValueProfile profile(String name) {
        if (values == null && fields.size() == MOST_FIELDS && !fields.containsKey(name)) {
            becomeMap();
        }
        return values != null ? values : fields.computeIfAbsent(name, any -> new ValueProfile());
    }

    private void becomeMap() {
        if (values == null) {
            values = new ValueProfile();
            fields.values().forEach(values::add);
            fields.clear();
        }
    }

    long count() {
        return count;
    }

    /** True when its names are data; then it has no {@link #fields}. */
    boolean isMap() {
        return values != null;
    }

    /** What the values of the map are; only when {@link #isMap}. */
    ValueProfile values() {
        return values;
    }

    Map<String, ValueProfile> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
