package io.millrace.job.decode.json;

import io.millrace.job.decode.common.AvroSchemas;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a record becomes, worked out a second time and slowly: Jackson's tokens, the JDK's numbers and dates, no shared code
 * with the decoder. Gives the same text as {@link Shown}.
 */
final class TreeDecoder {

    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)(|[Zz]|[+-]\\d\\d(?::?\\d\\d)?)");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private TreeDecoder() {}

    /** The record does not fit; the message is for the test's own output. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    static String decode(byte[] json, Schema schema) throws Refused {
        try {
            return value(Tree.parse(json), schema);
        } catch (Tree.NotJson e) {
            throw new Refused(e.getMessage());
        }
    }

    private static String value(Tree tree, Schema schema) throws Refused {
        if (tree instanceof Tree.Null) {
            if (!schema.isNullable()) {
                throw new Refused("null");
            }
            return "null";
        }
        Schema type = AvroSchemas.withoutNull(schema);
        return switch (type.getType()) {
            case RECORD -> record(as(Tree.Objekt.class, tree).members(), type);
            case ARRAY -> array(as(Tree.Array.class, tree).elements(), type.getElementType());
            case MAP -> map(as(Tree.Objekt.class, tree).members(), type.getValueType());
            default -> scalar(tree, type);
        };
    }

    private static String record(List<Map.Entry<String, Tree>> members, Schema record) throws Refused {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        for (Schema.Field field : record.getFields()) {
            List<Tree> values = members.stream()
                    .filter(member -> member.getKey().equals(field.name()))
                    .map(Map.Entry::getValue)
                    .toList();
            expect(values.size() < 2, "twice " + field.name());
            expect(values.size() == 1 || field.schema().isNullable(), "missing " + field.name());
            fields.add(field.name() + ": " + (values.isEmpty() ? "null" : value(values.get(0), field.schema())));
        }
        return fields.toString();
    }

    private static String array(List<Tree> elements, Schema type) throws Refused {
        StringJoiner values = new StringJoiner(", ", "[", "]");
        for (Tree element : elements) {
            values.add(value(element, type));
        }
        return values.toString();
    }

    private static String map(List<Map.Entry<String, Tree>> members, Schema type) throws Refused {
        expect(members.stream().map(Map.Entry::getKey).distinct().count() == members.size(), "a key twice");
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        for (Map.Entry<String, Tree> member : members) {
            entries.add(Shown.quoted(member.getKey()) + ": " + value(member.getValue(), type));
        }
        return entries.toString();
    }

    private static String scalar(Tree tree, Schema type) throws Refused {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(tree, decimal.getPrecision(), decimal.getScale());
        }
        String logical =
                type.getLogicalType() == null ? "" : type.getLogicalType().getName();
        return switch (logical) {
            case "" -> primitive(tree, type);
            case "uuid" -> Shown.quoted(matching(UUID_TEXT, tree));
            case "date" ->
                LocalDate.ofEpochDay(
                                tree instanceof Tree.Text text
                                        ? date(text.text())
                                        : whole(tree, Integer.MIN_VALUE, Integer.MAX_VALUE))
                        .toString();
            case "time-millis" ->
                LocalTime.ofNanoOfDay((tree instanceof Tree.Text text
                                        ? timeMicros(text.text()) / 1000
                                        : whole(tree, 0, 86_399_999))
                                * 1_000_000)
                        .toString();
            case "time-micros" ->
                LocalTime.ofNanoOfDay((tree instanceof Tree.Text text
                                        ? timeMicros(text.text())
                                        : whole(tree, 0, 86_399_999_999L))
                                * 1000)
                        .toString();
            default -> timestamp(tree, logical);
        };
    }

    private static String timestamp(Tree tree, String logical) throws Refused {
        boolean local = logical.startsWith("local");
        long unit = logical.endsWith("millis") ? 1000 : 1;
        long value = tree instanceof Tree.Text text
                ? Math.floorDiv(micros(text.text(), local), unit)
                : whole(tree, Long.MIN_VALUE, Long.MAX_VALUE);
        long perSecond = 1_000_000 / unit;
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * 1000 * unit);
        return local
                ? LocalDateTime.ofInstant(instant, java.time.ZoneOffset.UTC).toString()
                : instant.toString();
    }

    private static long micros(String text, boolean local) throws Refused {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches() || local != parts.group(3).isEmpty()) {
            throw new Refused("no timestamp");
        }
        long micros = date(parts.group(1)) * 86_400_000_000L + timeMicros(parts.group(2));
        String offset = parts.group(3).replace(":", "");
        if (offset.length() < 3) {
            return micros;
        }
        int hours = Integer.parseInt(offset.substring(1, 3));
        int minutes = offset.length() == 3 ? 0 : Integer.parseInt(offset.substring(3));
        if (hours > 23 || minutes > 59) {
            throw new Refused("offset");
        }
        return micros - (offset.charAt(0) == '-' ? -1 : 1) * (hours * 60L + minutes) * 60_000_000L;
    }

    private static long date(String text) throws Refused {
        try {
            expect(text.length() == 10, "length of a date");
            return LocalDate.parse(text).toEpochDay();
        } catch (java.time.DateTimeException e) {
            throw new Refused("no date");
        }
    }

    private static long timeMicros(String text) throws Refused {
        if (!TIME.matcher(text).matches()) {
            throw new Refused("no time");
        }
        try {
            return LocalTime.parse(text.length() > 18 ? text.substring(0, 18) : text)
                            .toNanoOfDay()
                    / 1000;
        } catch (java.time.DateTimeException e) {
            throw new Refused("no time");
        }
    }

    private static String primitive(Tree tree, Schema type) throws Refused {
        return switch (type.getType()) {
            case STRING -> Shown.quoted(as(Tree.Text.class, tree).text());
            case ENUM -> {
                String symbol = as(Tree.Text.class, tree).text();
                expect(type.hasEnumSymbol(symbol), "symbol");
                yield Shown.quoted(symbol);
            }
            case BOOLEAN -> String.valueOf(as(Tree.Bool.class, tree).value());
            case INT -> String.valueOf(whole(tree, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> String.valueOf(whole(tree, Long.MIN_VALUE, Long.MAX_VALUE));
            case FLOAT -> Float.toString(floating(tree, Float::parseFloat));
            case DOUBLE -> Double.toString(floating(tree, Double::parseDouble));
            case BYTES -> "0x" + hex(as(Tree.Text.class, tree).text());
            case FIXED -> {
                String hex = hex(as(Tree.Text.class, tree).text());
                expect(hex.length() == 2 * type.getFixedSize(), "size");
                yield "0x" + hex;
            }
            default -> throw new IllegalStateException(type.toString());
        };
    }

    private static String matching(Pattern pattern, Tree tree) throws Refused {
        String text = as(Tree.Text.class, tree).text();
        expect(pattern.matcher(text).matches(), pattern.pattern());
        return text;
    }

    private static String hex(String base64) throws Refused {
        String standard = base64.replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            String again = Base64.getEncoder().encodeToString(bytes);
            if (!again.equals(standard) && !again.replace("=", "").equals(standard)) {
                throw new Refused("bits left over");
            }
            return HexFormat.of().withUpperCase().formatHex(bytes);
        } catch (IllegalArgumentException e) {
            throw new Refused("no base64");
        }
    }

    private static <N extends Number> N floating(Tree tree, Function<String, N> parse) throws Refused {
        if (tree instanceof Tree.Text text) {
            expect(text.text().matches("NaN|-?Infinity"), "not a number");
            return parse.apply(text.text());
        }
        N value = parse.apply(as(Tree.Number.class, tree).spelled());
        expect(!Double.isInfinite(value.doubleValue()), "too large");
        return value;
    }

    private static String decimal(Tree tree, int precision, int scale) throws Refused {
        BigDecimal value = number(
                tree instanceof Tree.Text
                        ? matching(NUMBER, tree)
                        : as(Tree.Number.class, tree).spelled());
        expect(value.scale() <= scale, "too fine");
        expect(value.precision() - value.scale() <= precision - scale, "too large");
        return value.setScale(scale).toPlainString();
    }

    private static long whole(Tree tree, long smallest, long largest) throws Refused {
        BigDecimal value = number(as(Tree.Number.class, tree).spelled());
        expect(value.scale() <= 0, "a fraction");
        expect(value.precision() - value.scale() <= 19, "out of range");
        BigInteger whole = value.toBigIntegerExact();
        expect(
                whole.compareTo(BigInteger.valueOf(smallest)) >= 0 && whole.compareTo(BigInteger.valueOf(largest)) <= 0,
                "out of range");
        return whole.longValue();
    }

    /** The number without zeros at its end, however far its exponent is from what a BigDecimal can hold. */
    private static BigDecimal number(String spelled) throws Refused {
        int e = Math.max(spelled.indexOf('e'), spelled.indexOf('E'));
        BigDecimal digits = new BigDecimal(e < 0 ? spelled : spelled.substring(0, e)).stripTrailingZeros();
        if (digits.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigInteger exponent = e < 0 ? BigInteger.ZERO : new BigInteger(spelled.substring(e + 1));
        expect(exponent.bitLength() < 30, "an enormous exponent");
        return digits.scaleByPowerOfTen(exponent.intValue());
    }

    private static <T extends Tree> T as(Class<T> kind, Tree tree) throws Refused {
        expect(kind.isInstance(tree), "not a " + kind.getSimpleName());
        return kind.cast(tree);
    }

    private static void expect(boolean condition, String what) throws Refused {
        if (!condition) {
            throw new Refused(what);
        }
    }
}
