package io.millrace.job.quickstart;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** JSON text in the various spellings that producers choose: field order, spaces, escapes. */
final class JsonObject {

    /**
     * @param spaced spaces after colons and commas
     * @param ascii everything outside ASCII as {@code \\uXXXX}
     * @param escapedSlash slashes as {@code \/}
     */
    record Spelling(boolean spaced, boolean ascii, boolean escapedSlash) {}

    private final Spelling spelling;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    JsonObject(Spelling spelling) {
        this.spelling = spelling;
    }

    /** Appends a field whose value is JSON already: a number, {@code null}, an array or an object. */
    JsonObject raw(String name, String json) {
        names.add(name);
        values.add(json);
        return this;
    }

    JsonObject text(String name, String value) {
        return raw(name, quote(value));
    }

    /** A field that may be missing: its value where it is present, otherwise null or no field at all. */
    JsonObject optional(String name, boolean present, String json, Dice dice) {
        if (present) {
            return raw(name, json);
        }
        return dice.chance(0.5) ? raw(name, "null") : this;
    }

    JsonObject object(String name, JsonObject value) {
        return raw(name, value.toString());
    }

    JsonObject array(String name, List<JsonObject> elements) {
        return raw(name, elements.stream().map(JsonObject::toString).collect(joining(comma(), "[", "]")));
    }

    JsonObject remove(String name) {
        int field = names.indexOf(name);
        names.remove(field);
        values.remove(field);
        return this;
    }

    /** Gives a field another value, or appends it where there is none. */
    JsonObject put(String name, String json) {
        int field = names.indexOf(name);
        if (field < 0) {
            return raw(name, json);
        }
        values.set(field, json);
        return this;
    }

    JsonObject shuffle(Dice dice) {
        for (int last = names.size() - 1; last > 0; last--) {
            int other = dice.below(last + 1);
            swap(names, last, other);
            swap(values, last, other);
        }
        return this;
    }

    private static void swap(List<String> list, int one, int other) {
        list.set(one, list.set(other, list.get(one)));
    }

    @Override
    public String toString() {
        StringBuilder json = new StringBuilder(640).append('{');
        for (int field = 0; field < names.size(); field++) {
            if (field > 0) {
                json.append(comma());
            }
            json.append('"').append(names.get(field)).append(spelling.spaced() ? "\": " : "\":");
            json.append(values.get(field));
        }
        return json.append('}').toString();
    }

    private String comma() {
        return spelling.spaced() ? ", " : ",";
    }

    /** A number with that many digits after its point. */
    static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    /** The text as JSON. */
    String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '/' && spelling.escapedSlash()) {
                json.append("\\/");
            } else if (c == '\t') {
                json.append("\\t");
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < ' ' || (c > '~' && spelling.ascii())) {
                appendUnicodeEscape(json, c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static void appendUnicodeEscape(StringBuilder json, char c) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
