package io.millrace.job.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where two JSON values differ: one line for each place, with both values. Numbers are equal when their values are, however
 * many digits are written.
 */
final class JsonDifferences {

    private static final int LONGEST = 200;

    private final boolean someFields;
    private final List<String> lines = new ArrayList<>();

    private JsonDifferences(boolean someFields) {
        this.someFields = someFields;
    }

    /**
     * The differences, each with its path from {@code name} on.
     *
     * @param someFields whether an object may have fields that are not expected
     */
    static List<String> of(String name, JsonNode expected, JsonNode actual, boolean someFields) {
        JsonDifferences differences = new JsonDifferences(someFields);
        differences.compare(name, expected, actual);
        return differences.lines;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            fields(path, expected, actual);
        } else if (expected.isArray() && actual.isArray()) {
            elements(path, expected, actual);
        } else if (!same(expected, actual)) {
            lines.add(path + ": expected " + shown(expected) + ", but got " + shown(actual));
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private void fields(String path, JsonNode expected, JsonNode actual) {
        expected.fields().forEachRemaining(field -> {
            String place = path + "." + field.getKey();
            JsonNode got = actual.get(field.getKey());
            if (got == null) {
                lines.add(place + ": expected " + shown(field.getValue()) + ", but there is no such field");
            } else {
                compare(place, field.getValue(), got);
            }
        });
        for (Iterator<String> names = actual.fieldNames(); !someFields && names.hasNext(); ) {
            String name = names.next();
            if (!expected.has(name)) {
                lines.add(path + "." + name + ": not expected, but got " + shown(actual.get(name)));
            }
        }
    }

    private void elements(String path, JsonNode expected, JsonNode actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String place = path + "[" + i + "]";
            if (i >= actual.size()) {
                lines.add(place + ": expected " + shown(expected.get(i)) + ", but there is no such element");
            } else if (i >= expected.size()) {
                lines.add(place + ": not expected, but got " + shown(actual.get(i)));
            } else {
                compare(place, expected.get(i), actual.get(i));
            }
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
