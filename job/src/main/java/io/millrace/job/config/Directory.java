package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One directory of a layout: what it is called after, and, where its name is {@code NAME=VALUE}, the name. Written
 * {@code KIND:WHAT} or {@code NAME=KIND:WHAT}.
 */
@ValueForm(
        name = "directory",
        expected =
                "'text:NAME', 'field:FIELD', 'time:PART' or 'range:FIELD/WIDTH', with or without a column and '=' before it",
        pattern = "^([A-Za-z][A-Za-z0-9_]{0,62}=)?(text:[A-Za-z0-9][A-Za-z0-9._-]{0,99}|field:.*\\S.*"
                + "|time:(year|month|day|hour|date)|range:.*\\S.*/0*[1-9][0-9]*)$")
public sealed interface Directory extends Serializable {

    /** The name before the {@code =}, which readers take for a column; empty when the value alone is the name. */
    Optional<ColumnName> column();

    /** The part of a time that names a directory. */
    enum TimePart {
        /** Four digits. */
        YEAR,
        /** 01 to 12. */
        MONTH,
        /** 01 to 31. */
        DAY,
        /** 00 to 23. */
        HOUR,
        /** {@code 2026-03-02}. */
        DATE;

        private static TimePart parse(String text) {
            return Arrays.stream(values())
                    .filter(part -> part.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "expected one of year, month, day, hour, date after 'time:', but got '" + text + "'"));
        }

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What readers call a column.
     *
     * @param value 1 to 63 letters, digits and underscores, beginning with a letter: an underscore would hide the directory
     */
    record ColumnName(String value) implements Serializable {

        private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

        public ColumnName {
            if (!VALID.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "expected 1 to 63 letters, digits and underscores, beginning with a letter, before '=', but got '"
                                + value + "'");
            }
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** A directory that is always called the same. */
    record Text(ColumnName name, String text) implements Directory {

        private static final long serialVersionUID = 1L;
        private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

        public Text {
            if (!VALID.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "expected 1 to 100 letters, digits, '.', '-' and '_', beginning with a"
                                + " letter or a digit, after 'text:', but got '" + text + "'");
            }
        }

        @Override
        public Optional<ColumnName> column() {
            return Optional.ofNullable(name);
        }

        @Override
        public String toString() {
            return written(name, "text:" + text);
        }
    }

    /** A directory that is called after the value of a field, named from the top with dots. */
    record Field(ColumnName name, String field) implements Directory {

        private static final long serialVersionUID = 1L;

        public Field {
            requireName(field, "field:");
        }

        @Override
        public Optional<ColumnName> column() {
            return Optional.ofNullable(name);
        }

        @Override
        public String toString() {
            return written(name, "field:" + field);
        }
    }

    /** A directory that is called after a part of the event's time. */
    record Time(ColumnName name, TimePart part) implements Directory {

        private static final long serialVersionUID = 1L;

        public Time {
            requireNonNull(part, "part");
        }

        @Override
        public Optional<ColumnName> column() {
            return Optional.ofNullable(name);
        }

        @Override
        public String toString() {
            return written(name, "time:" + part.word());
        }
    }

    /** A directory that is called {@code FIRST-LAST} after the range in which the value of an integer field is. */
    record Range(ColumnName name, String field, long width) implements Directory {

        private static final long serialVersionUID = 1L;

        public Range {
            requireName(field, "range:");
            if (width < 1) {
                throw new IllegalArgumentException("expected a width of at least 1 after '/', but got " + width);
            }
        }

        @Override
        public Optional<ColumnName> column() {
            return Optional.ofNullable(name);
        }

        @Override
        public String toString() {
            return written(name, "range:" + field + "/" + width);
        }
    }

    static Directory parse(String text) {
        Matcher form = Form.DIRECTORY.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected 'text:NAME', 'field:FIELD', 'time:PART' or"
                    + " 'range:FIELD/WIDTH', with or without a column and '=' before it, but got '" + text + "'");
        }
        ColumnName name = form.group("name") == null ? null : new ColumnName(form.group("name"));
        String what = form.group("what");
        return switch (form.group("kind")) {
            case "text" -> new Text(name, what);
            case "field" -> new Field(name, what);
            case "time" -> new Time(name, TimePart.parse(what));
            default -> range(name, what);
        };
    }

    private static Range range(ColumnName name, String what) {
        Matcher form = Form.RANGE.matcher(what);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a field, '/' and a width after 'range:', such as"
                    + " 'range:ledger_sequence/10000', but got '" + what + "'");
        }
        return new Range(name, form.group(1), Long.parseLong(form.group(2)));
    }

    private static void requireName(String field, String kind) {
        if (field.isBlank()) {
            throw new IllegalArgumentException("expected a field after '" + kind + "', but got none");
        }
    }

    private static String written(ColumnName name, String value) {
        return name == null ? value : name + "=" + value;
    }

    /** How a directory is written; here, because an interface has no private constants. */
    final class Form {

        private static final Pattern DIRECTORY =
                Pattern.compile("(?:(?<name>[^=:]*)=)?(?<kind>text|field|time|range):(?<what>.*)", Pattern.DOTALL);
        private static final Pattern RANGE = Pattern.compile("(.+)/([0-9]{1,18})", Pattern.DOTALL);

        private Form() {}
    }
}
