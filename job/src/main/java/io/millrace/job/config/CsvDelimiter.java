package io.millrace.job.config;

import java.io.Serializable;

/**
 * What stands between the cells of a CSV record.
 *
 * @param value a tab, or a printable character of ASCII that is no letter, no digit, no quote and no part of a number
 */
@ValueForm(name = "delimiter", expected = "one character, such as ',', ';', '|' or \"\\t\"", pattern = "^.$")
public record CsvDelimiter(char value) implements Serializable {

    private static final String ALLOWED = "\t ,;|:~^!#$%&*/\\=?@_<>";

    public static final CsvDelimiter COMMA = new CsvDelimiter(',');

    public CsvDelimiter {
        if (ALLOWED.indexOf(value) < 0) {
            throw refused(String.valueOf(value));
        }
    }

    public static CsvDelimiter parse(String text) {
        if (text.length() != 1) {
            throw refused(text);
        }
        return new CsvDelimiter(text.charAt(0));
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("expected one character, such as ',', ';', '|' or \"\\t\", but got '" + text
                + "'; letters, digits, quotes, brackets and the signs of numbers stand in cells");
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
