package io.millrace.job.schema.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** All values that were seen at one place: how many of which kind, and what their type depends on. */
final class ValueProfile {

    private final NumberProfile numbers = new NumberProfile();
    private final TextProfile texts = new TextProfile();
    private final ObjectProfile objects = new ObjectProfile();
    private long nulls;
    private long booleans;
    private long arrays;

    /** Null until an array has an element. */
    private ValueProfile elements;

    void add(JsonNode value) {
        switch (value.getNodeType()) {
            case NULL -> nulls++;
            case BOOLEAN -> booleans++;
            case STRING -> texts.add(value.textValue());
            case NUMBER -> {
                if (value.isIntegralNumber()) {
                    numbers.add(value.bigIntegerValue());
                } else {
                    numbers.add(value.decimalValue());
                }
            }
            case OBJECT -> objects.add(value);
            case ARRAY -> {
                arrays++;
                value.forEach(element -> orNew().add(element));
            }
            default -> throw new IllegalArgumentException("no value of JSON: " + value.getNodeType());
        }
    }

    void add(ValueProfile other) {
        numbers.add(other.numbers);
        texts.add(other.texts);
        objects.add(other.objects);
        nulls += other.nulls;
        booleans += other.booleans;
        arrays += other.arrays;
        if (other.elements != null) {
            orNew().add(other.elements);
        }
    }

    private ValueProfile orNew() {
        if (elements == null) {
            elements = new ValueProfile();
        }
        return elements;
    }

    /** How often each kind of value was seen, null aside; the most frequent are not first. */
    Map<String, Long> kinds() {
        Map<String, Long> kinds = new LinkedHashMap<>();
        put(kinds, "a boolean", booleans);
        put(kinds, "a number", numbers.count());
        put(kinds, "text", texts.count());
        put(kinds, "an object", objects.count());
        put(kinds, "an array", arrays);
        return kinds;
    }

    private static void put(Map<String, Long> kinds, String kind, long count) {
        if (count > 0) {
            kinds.put(kind, count);
        }
    }

    /** How often there was a value, null among them. */
    long count() {
        return nulls + kinds().values().stream().mapToLong(Long::longValue).sum();
    }

    long nulls() {
        return nulls;
    }

    long booleans() {
        return booleans;
    }

    NumberProfile numbers() {
        return numbers;
    }

    TextProfile texts() {
        return texts;
    }

    ObjectProfile objects() {
        return objects;
    }

    /** What the elements of its arrays are; null when all were empty. */
    ValueProfile elements() {
        return elements;
    }
}
