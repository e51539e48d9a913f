package io.millrace.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places such as {@code ${input}}; each must be given, and each that is given must be used. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)}");

    private final String text;

    Template(String text) {
        this.text = text;
    }

    /** From a file beside this class. */
    static Template resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new Template(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String with(Map<String, Object> values) {
        for (String name : values.keySet()) {
            if (!text.contains("${" + name + "}")) {
                throw new IllegalArgumentException("the template has no place for " + name);
            }
        }
        return PLACE.matcher(text).replaceAll(place -> {
            Object value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the template needs " + place.group(1));
            }
            return Matcher.quoteReplacement(value.toString());
        });
    }
}
