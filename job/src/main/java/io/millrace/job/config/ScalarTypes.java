package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types that a key with one value can have. */
final class ScalarTypes {

    private static final Map<Class<?>, ScalarType> FIXED = Map.ofEntries(
            Map.entry(String.class, new Text()),
            Map.entry(boolean.class, new Flag()),
            Map.entry(Boolean.class, new Flag()),
            Map.entry(int.class, new WholeNumber(BigInteger::intValueExact)),
            Map.entry(Integer.class, new WholeNumber(BigInteger::intValueExact)),
            Map.entry(long.class, new WholeNumber(BigInteger::longValueExact)),
            Map.entry(Long.class, new WholeNumber(BigInteger::longValueExact)),
            Map.entry(double.class, new Fraction()),
            Map.entry(Double.class, new Fraction()),
            Map.entry(Duration.class, new Time()),
            Map.entry(ByteSize.class, new Size()),
            Map.entry(URI.class, new Url()),
            Map.entry(ZoneId.class, new Zone()));

    private ScalarTypes() {}

    /** The type of a component of this class; empty when its values are no scalars. */
    static Optional<ScalarType> of(Class<?> type) {
        if (FIXED.containsKey(type)) {
            return Optional.of(FIXED.get(type));
        }
        if (type.isEnum()) {
            return Optional.of(new Choice(type));
        }
        ValueForm form = type.getAnnotation(ValueForm.class);
        return form == null ? Optional.empty() : Optional.of(new Value(type, form));
    }

    private static boolean isText(Scalar scalar) {
        return scalar.kind() == Kind.TEXT || scalar.kind() == Kind.OPEN;
    }

    private static final class Text implements ScalarType {
        @Override
        public String name() {
            return "text";
        }

        @Override
        public String expected() {
            return "text";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            return isText(scalar) && !scalar.text().isBlank() ? Optional.of(scalar.text()) : Optional.empty();
        }

        @Override
        public String hint(String text) {
            return text.isBlank() ? "" : "put it in quotes";
        }

        @Override
        public String pattern() {
            return "\\S";
        }
    }

    private static final class Flag implements ScalarType {
        private static final Map<String, Boolean> WORDS =
                Map.of("true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);

        @Override
        public String name() {
            return "true or false";
        }

        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            return scalar.kind() == Kind.TEXT ? Optional.empty() : Optional.ofNullable(WORDS.get(scalar.text()));
        }

        @Override
        public Object plain(Object value) {
            return value;
        }
    }

    private record WholeNumber(Function<BigInteger, Number> narrow) implements ScalarType {
        private static final Pattern TEXT = Pattern.compile("[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+");

        @Override
        public String name() {
            return "whole number";
        }

        @Override
        public String expected() {
            return "a whole number";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            String text = scalar.text();
            if (scalar.kind() == Kind.TEXT || !TEXT.matcher(text).matches()) {
                return Optional.empty();
            }
            BigInteger number = text.startsWith("0x")
                    ? new BigInteger(text.substring(2), 16)
                    : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
            try {
                return Optional.of(narrow.apply(number));
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }

        @Override
        public Object plain(Object value) {
            return value;
        }
    }

    private static final class Fraction implements ScalarType {
        private static final Pattern TEXT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

        @Override
        public String name() {
            return "number";
        }

        @Override
        public String expected() {
            return "a number";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            if (scalar.kind() == Kind.TEXT || !TEXT.matcher(scalar.text()).matches()) {
                return Optional.empty();
            }
            double number = Double.parseDouble(scalar.text());
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        }

        @Override
        public Object plain(Object value) {
            return value;
        }
    }

    private static final class Time implements ScalarType {
        private static final Pattern WITHOUT_UNIT = Pattern.compile("\\d+");
        private static final Pattern WITH_OTHER_UNIT = Pattern.compile("[\\d.]+ *\\p{L}+");

        @Override
        public String name() {
            return "duration";
        }

        @Override
        public String expected() {
            return "a duration";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            return isText(scalar) ? Durations.parse(scalar.text()).map(Object.class::cast) : Optional.empty();
        }

        @Override
        public String hint(String text) {
            if (WITHOUT_UNIT.matcher(text).matches()) {
                return "the unit is missing: " + Durations.UNITS;
            }
            return WITH_OTHER_UNIT.matcher(text).matches() ? "whole numbers of the units " + Durations.UNITS : "";
        }

        @Override
        public Object plain(Object value) {
            return Durations.format((Duration) value);
        }

        @Override
        public String pattern() {
            return "^(\\d{1,12} *(ms|s|min|h|d)|P[0-9DTHMS.]+)$";
        }
    }

    private static final class Size implements ScalarType {
        @Override
        public String name() {
            return "size";
        }

        @Override
        public String expected() {
            return "a size";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            if (scalar.kind() == Kind.FRACTION || scalar.kind() == Kind.BOOLEAN || scalar.kind() == Kind.NOTHING) {
                return Optional.empty();
            }
            try {
                return Optional.of(ByteSize.parse(scalar.text()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String hint(String text) {
            return "a whole number of B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";
        }

        @Override
        public String pattern() {
            return "^\\d{1,15} *([kKmMgGtT][iI]?)?[bB]?$";
        }
    }

    private static final class Url implements ScalarType {
        @Override
        public String name() {
            return "URL";
        }

        @Override
        public String expected() {
            return "an http or https URL";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            if (!isText(scalar)) {
                return Optional.empty();
            }
            try {
                URI uri = new URI(scalar.text());
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        @Override
        public String pattern() {
            return "^https?://[^/]";
        }
    }

    private static final class Zone implements ScalarType {
        @Override
        public String name() {
            return "time zone";
        }

        @Override
        public String expected() {
            return "a time zone";
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            if (!isText(scalar)) {
                return Optional.empty();
            }
            try {
                return Optional.of(ZoneId.of(scalar.text()));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public String hint(String text) {
            return Suggestions.nearest(
                            text, ZoneId.getAvailableZoneIds().stream().sorted().toList())
                    .map(zone -> "did you mean " + Quote.text(zone) + "?")
                    .orElse("");
        }
    }

    private static final class Choice implements ScalarType {
        private final List<Enum<?>> constants;

        Choice(Class<?> type) {
            constants = Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList();
        }

        @Override
        public String name() {
            return choices().stream().map(choice -> "`" + choice + "`").collect(joining(", "));
        }

        @Override
        public String expected() {
            return choices().size() == 1 ? choices().get(0) : "one of " + String.join(", ", choices());
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            return constants.stream()
                    .filter(constant -> isText(scalar) && word(constant).equals(scalar.text()))
                    .findFirst()
                    .map(Object.class::cast);
        }

        @Override
        public String hint(String text) {
            return Suggestions.nearest(text, choices())
                    .map(choice -> "did you mean " + Quote.text(choice) + "?")
                    .orElse("");
        }

        @Override
        public Object plain(Object value) {
            return word((Enum<?>) value);
        }

        @Override
        public List<String> choices() {
            return constants.stream().map(Choice::word).toList();
        }

        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A record of our own with a static {@code parse(String)}. */
    private static final class Value implements ScalarType {
        private final MethodHandle parse;
        private final ValueForm form;

        Value(Class<?> type, ValueForm form) {
            this.form = form;
            try {
                parse = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findStatic(type, "parse", MethodType.methodType(type, String.class))
                        .asType(MethodType.methodType(Object.class, String.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " has a @ValueForm, but no static parse(String)", e);
            }
        }

        @Override
        public String name() {
            return form.name();
        }

        @Override
        public String expected() {
            return form.expected();
        }

        @Override
        public Optional<Object> read(Scalar scalar) {
            return isText(scalar) ? Optional.of(parse(scalar.text())) : Optional.empty();
        }

        private Object parse(String text) {
            try {
                return parse.invoke(text);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("parse(String) threw a checked exception", e);
            }
        }

        @Override
        public String pattern() {
            return form.pattern();
        }
    }
}
