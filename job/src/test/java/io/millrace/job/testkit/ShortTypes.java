package io.millrace.job.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Avro types in the short form of the documents: {@code long}, {@code decimal(12,2)}, {@code fixed(4)}, {@code enum(A,B)},
 * {@code timestamp-micros}, {@code array<int?>}, {@code map<string>}, {@code record<a int, b string? = "x">}; a question
 * mark makes a type nullable, {@code = JSON} gives a field a default.
 */
public final class ShortTypes {

    /** Every type there is, without its arguments. */
    public static final List<String> NAMES = List.of(
            "string",
            "json",
            "uuid",
            "enum",
            "bytes",
            "fixed",
            "boolean",
            "int",
            "long",
            "decimal",
            "double",
            "float",
            "timestamp-micros",
            "timestamp-millis",
            "local-timestamp-micros",
            "local-timestamp-millis",
            "date",
            "time-millis",
            "time-micros",
            "array",
            "map",
            "record");

    private static final Pattern NAME = Pattern.compile("[a-z-]+");
    private static final Pattern NUMBERED = Pattern.compile("\"name\": \"([REF])\\d+\"");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String text;
    private int at;

    private ShortTypes(String text) {
        this.text = text;
    }

    /** The Avro type as JSON. */
    public static String json(String shortForm) {
        ShortTypes types = new ShortTypes(shortForm);
        String json = types.type();
        if (types.at != shortForm.length()) {
            throw new IllegalArgumentException("at " + types.at + " of " + shortForm);
        }
        return json;
    }

    /** The Avro type, whose named types are numbered from 1, so that two of the same shape are equal. */
    public static Schema schema(String shortForm) {
        AtomicInteger named = new AtomicInteger();
        String json = NUMBERED.matcher(json(shortForm))
                .replaceAll(name -> "\"name\": \"" + name.group(1) + named.incrementAndGet() + "\"");
        return new Schema.Parser().parse(json);
    }

    /** A record named Event with one field {@code f} of the type. */
    public static Schema event(String shortForm) {
        return new Schema.Parser().parse(json("record<f " + shortForm + ">"));
    }

    private String type() {
        Matcher matcher = NAME.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException("no type at " + at + " of " + text);
        }
        at = matcher.end();
        String json = named(matcher.group());
        return take("?") ? "[\"null\", " + json + "]" : json;
    }

    private String named(String name) {
        return switch (name) {
            case "array" -> "{\"type\": \"array\", \"items\": " + inside() + "}";
            case "map" -> "{\"type\": \"map\", \"values\": " + inside() + "}";
            case "record" ->
                "{\"type\": \"record\", \"name\": \"R" + COUNTER.incrementAndGet() + "\", \"fields\": [" + fields()
                        + "]}";
            case "enum" ->
                "{\"type\": \"enum\", \"name\": \"E" + COUNTER.incrementAndGet() + "\", \"symbols\": [\""
                        + arguments().replace(",", "\", \"") + "\"]}";
            case "fixed" ->
                "{\"type\": \"fixed\", \"name\": \"F" + COUNTER.incrementAndGet() + "\", \"size\": " + arguments()
                        + "}";
            case "decimal" -> {
                String[] parts = arguments().split(",");
                yield "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": " + parts[0].strip()
                        + ", \"scale\": " + parts[1].strip() + "}";
            }
            case "uuid", "json" -> logical("string", name);
            case "date", "time-millis" -> logical("int", name);
            case "time-micros",
                    "timestamp-millis",
                    "timestamp-micros",
                    "local-timestamp-millis",
                    "local-timestamp-micros" -> logical("long", name);
            default ->
                "\""
                        + Schema.Type.valueOf(name.toUpperCase(java.util.Locale.ROOT))
                                .getName() + "\"";
        };
    }

    private String fields() {
        expect("<");
        StringBuilder fields = new StringBuilder();
        do {
            take(" ");
            int space = text.indexOf(' ', at);
            String name = text.substring(at, space);
            at = space + 1;
            fields.append(fields.isEmpty() ? "" : ", ")
                    .append("{\"name\": \"")
                    .append(name)
                    .append("\", \"type\": ")
                    .append(type());
            if (take(" = ")) {
                int end = at;
                while (text.charAt(end) != ',' && text.charAt(end) != '>') {
                    end++;
                }
                fields.append(", \"default\": ").append(text, at, end);
                at = end;
            }
            fields.append("}");
        } while (take(","));
        expect(">");
        return fields.toString();
    }

    private String inside() {
        expect("<");
        String type = type();
        expect(">");
        return type;
    }

    private String arguments() {
        expect("(");
        int end = text.indexOf(')', at);
        String arguments = text.substring(at, end);
        at = end + 1;
        return arguments;
    }

    private static String logical(String base, String name) {
        return "{\"type\": \"" + base + "\", \"logicalType\": \"" + name + "\"}";
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new IllegalArgumentException("no " + token + " at " + at + " of " + text);
        }
    }

    private boolean take(String token) {
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    static {
        // Avro finds its logical types by name once this class is there.
        LogicalTypes.uuid();
    }
}
