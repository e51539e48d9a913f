package io.millrace.job.decode.json;

import io.millrace.job.decode.common.AvroSchemas;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Random JSON for a schema, as many producers might spell it; mostly what the schema asks for, sometimes not. */
final class RandomDocuments {

    private final Random random;

    /** One value in so many is of another type than the field. */
    private final int oneWrongIn;

    RandomDocuments(Random random, int oneWrongIn) {
        this.random = random;
        this.oneWrongIn = oneWrongIn;
    }

    String next(Schema record) {
        return space() + record(record) + space();
    }

    private String value(Schema schema) {
        if (random.nextInt(oneWrongIn) == 0) {
            return anything(2);
        }
        if (schema.isNullable() && random.nextInt(4) == 0) {
            return "null";
        }
        Schema type = AvroSchemas.withoutNull(schema);
        return switch (type.getType()) {
            case RECORD -> record(type);
            case ARRAY -> array(type.getElementType());
            case MAP -> map(type.getValueType());
            default -> scalar(type);
        };
    }

    private String record(Schema record) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            boolean absent = random.nextInt(field.schema().isNullable() ? 4 : 4 * oneWrongIn) == 0;
            if (!absent) {
                fields.add(string(field.name()) + space() + ":" + space() + value(field.schema()));
            }
        }
        if (random.nextInt(3) == 0) {
            fields.add(random.nextInt(fields.size() + 1), string("x" + random.nextInt(50)) + ":" + anything(2));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(fields, random);
        }
        if (random.nextInt(5 * oneWrongIn) == 0 && !fields.isEmpty()) {
            fields.add(fields.get(random.nextInt(fields.size())));
        }
        return "{" + space() + String.join(space() + "," + space(), fields) + space() + "}";
    }

    private String array(Schema element) {
        List<String> elements = new ArrayList<>();
        for (int i = size(); i > 0; i--) {
            elements.add(value(element));
        }
        return "[" + space() + String.join(space() + "," + space(), elements) + space() + "]";
    }

    private String map(Schema value) {
        List<String> entries = new ArrayList<>();
        for (int i = size(); i > 0; i--) {
            entries.add(
                    string(random.nextInt(30 * oneWrongIn) == 0 ? "again" : text() + i) + space() + ":" + value(value));
        }
        return "{" + String.join("," + space(), entries) + "}";
    }

    private int size() {
        return random.nextInt(30) == 0 ? random.nextInt(40) : random.nextInt(4);
    }

    private String scalar(Schema type) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigDecimal number = decimal(decimal.getPrecision(), decimal.getScale());
            return random.nextInt(3) == 0 ? "\"" + number + "\"" : spelled(number);
        }
        return switch (type.getLogicalType() == null
                ? ""
                : type.getLogicalType().getName()) {
            case "uuid" -> string(new UUID(random.nextLong(), random.nextLong()).toString());
            case "date" -> dateOr(LocalDate.ofEpochDay(days()).toString(), days());
            case "time-millis" -> dateOr(time().toString(), random.nextInt(86_400_000));
            case "time-micros" -> dateOr(time().toString(), random.nextLong(86_400_000_000L));
            case "timestamp-millis" -> dateOr(instant(), days() * 86_400_000L + random.nextInt(86_400_000));
            case "timestamp-micros" -> dateOr(instant(), days() * 86_400_000_000L + random.nextLong(86_400_000_000L));
            case "local-timestamp-millis", "local-timestamp-micros" -> dateOr(local().toString(), days() * 1000);
            default -> primitive(type);
        };
    }

    private String primitive(Schema type) {
        return switch (type.getType()) {
            case STRING -> string(text());
            case ENUM ->
                string(type.getEnumSymbols()
                        .get(random.nextInt(type.getEnumSymbols().size())));
            case BYTES -> base64(random.nextInt(20));
            case FIXED -> base64(type.getFixedSize());
            case BOOLEAN -> String.valueOf(random.nextBoolean());
            case INT -> spelled(BigDecimal.valueOf(random.nextInt() >> random.nextInt(32)));
            case LONG -> spelled(BigDecimal.valueOf(random.nextLong() >> random.nextInt(64)));
            case FLOAT -> floating(Float.intBitsToFloat(random.nextInt()));
            case DOUBLE ->
                floating(
                        random.nextBoolean()
                                ? Double.longBitsToDouble(random.nextLong())
                                : random.nextInt(10_000_000) / 1e4);
            default -> throw new IllegalStateException(type.toString());
        };
    }

    private String floating(double value) {
        if (Double.isFinite(value)) {
            return random.nextBoolean() ? Double.toString(value) : new BigDecimal(value).toString();
        }
        return "\"" + value + "\"";
    }

    /** The same number, with more zeros, in another notation. */
    private String spelled(BigDecimal number) {
        return switch (random.nextInt(8)) {
            case 0 ->
                number.setScale(Math.max(number.scale(), 0) + random.nextInt(25))
                        .toString();
            case 1 -> number.unscaledValue() + "e" + -number.scale();
            case 2 -> number.unscaledValue() + "E" + (number.scale() <= 0 ? "+" : "-") + Math.abs(number.scale());
            default -> number.toPlainString();
        };
    }

    private BigDecimal decimal(int precision, int scale) {
        int fraction = random.nextInt(scale + 1);
        int digits = 1 + random.nextInt(precision - scale + fraction);
        BigInteger unscaled = new BigInteger(random.nextInt(digits * 3323 / 1000 + 1), random);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), fraction);
    }

    private long days() {
        return random.nextInt(200_000) - 50_000L;
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L))
                .truncatedTo(
                        random.nextBoolean()
                                ? java.time.temporal.ChronoUnit.SECONDS
                                : java.time.temporal.ChronoUnit.NANOS);
    }

    private LocalDateTime local() {
        return LocalDate.ofEpochDay(days()).atTime(time());
    }

    private String instant() {
        if (random.nextBoolean()) {
            return Instant.ofEpochSecond(days() * 86_400, random.nextInt(1_000_000_000))
                    .toString();
        }
        ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 18 * 60) - 18 * 60) * 60);
        return local().atOffset(offset).toString();
    }

    private String dateOr(String text, long number) {
        return random.nextInt(3) == 0 ? Long.toString(number) : string(text);
    }

    private String base64(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return string((random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(10)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> 0x80 + random.nextInt(0x700);
                        case 2 -> 0xE000 + random.nextInt(0x1000);
                        case 3 -> 0x1F300 + random.nextInt(0x200);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    /** Text in quotes, with the escapes it needs and some that it does not. */
    private String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || random.nextInt(40) == 0) {
                quoted.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (c == '"' || c == '\\' || (c == '/' && random.nextBoolean())) {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c);
            }
        }
        return loneSurrogatesJoined(quoted.append('"').toString(), text);
    }

    /** Half of a pair escaped and half not is not UTF-8, so then the whole text is escaped. */
    private static String loneSurrogatesJoined(String quoted, String text) {
        for (int i = 0; i < quoted.length(); i++) {
            boolean lone = Character.isSurrogate(quoted.charAt(i))
                    && !(Character.isHighSurrogate(quoted.charAt(i))
                                    && i + 1 < quoted.length()
                                    && Character.isLowSurrogate(quoted.charAt(i + 1))
                            || i > 0 && Character.isHighSurrogate(quoted.charAt(i - 1)));
            if (lone) {
                StringBuilder escaped = new StringBuilder("\"");
                text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
                return escaped.append('"').toString();
            }
        }
        return quoted;
    }

    private String anything(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Integer.toString(random.nextInt());
            case 3 -> "-0.5e-3";
            case 4 -> string(text());
            case 5 -> "123456789012345678901234567890";
            case 6 -> "\"NaN\"";
            case 7 -> "[" + anything(depth - 1) + space() + "," + anything(depth - 1) + "]";
            default -> "{" + string(text()) + ":" + anything(depth - 1) + "}";
        };
    }

    private String space() {
        return random.nextInt(8) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }
}
