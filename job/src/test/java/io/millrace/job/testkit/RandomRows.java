package io.millrace.job.testkit;

import io.millrace.job.record.RecordSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Random schemas with everything that a record schema can hold, and random rows of a schema. A seed repeats both. */
public final class RandomRows {

    private static final long[] LONGS = {
        0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, -(1L << 53) - 1, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final int[] INTS = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    /** Without the negative zero, which readers of JSON tend to lose. */
    private static final double[] DOUBLES = {
        0.0,
        0.1,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static final String[] TEXTS = {
        "",
        "a",
        "\"quoted\"\\",
        "tab\t newline\n null\u0000 bell\u0007",
        "größe",
        "東京",
        "🎁🇩🇪",
        "\u007f\u2028",
        "NaN",
        "null"
    };

    // 0001-01-01 and 9999-12-31, which every reader of text understands.
    private static final long FIRST_DAY = -719_162;
    private static final long LAST_DAY = 2_932_896;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Random random;
    private final boolean textual;
    private int names;

    /** Everything. */
    public RandomRows(long seed) {
        this(seed, false);
    }

    /** Only what any reader of JSON reads exactly: no bytes, and no decimals that a double cannot hold. */
    public static RandomRows textual(long seed) {
        return new RandomRows(seed, true);
    }

    private RandomRows(long seed, boolean textual) {
        this.random = new Random(seed);
        this.textual = textual;
    }

    /** A record of one to eight fields, some of which are records, lists and maps. */
    public RecordSchema schema() {
        return RecordSchema.of(record(2));
    }

    private Schema record(int depth) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Random" + names++).namespace("test").fields();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            fields = fields.name("f" + i).type(nullable(depth)).noDefault();
        }
        return fields.endRecord();
    }

    private Schema nullable(int depth) {
        Schema type = type(depth);
        Schema none = Schema.create(Schema.Type.NULL);
        return switch (random.nextInt(4)) {
            case 0 -> Schema.createUnion(none, type);
            case 1 -> Schema.createUnion(type, none);
            default -> type;
        };
    }

    private Schema type(int depth) {
        int kinds = depth == 0 ? 19 : 22;
        return switch (random.nextInt(kinds)) {
            case 0 -> Schema.create(Schema.Type.BOOLEAN);
            case 1 -> Schema.create(Schema.Type.INT);
            case 2 -> Schema.create(Schema.Type.LONG);
            case 3 -> Schema.create(Schema.Type.FLOAT);
            case 4 -> Schema.create(Schema.Type.DOUBLE);
            case 5 -> Schema.create(Schema.Type.STRING);
            case 6 -> Schema.create(textual ? Schema.Type.STRING : Schema.Type.BYTES);
            case 7 ->
                textual
                        ? Schema.create(Schema.Type.LONG)
                        : Schema.createFixed("Fixed" + names++, null, "test", 1 + random.nextInt(20));
            case 8 -> Schema.createEnum("Enum" + names++, null, "test", List.of("RED", "GREEN", "BLUE"));
            case 9 -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case 10 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 11 -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
            case 12 -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 13 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 14 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 15 -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 16 -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 17, 18 -> decimal();
            case 19 -> record(depth - 1);
            case 20 -> Schema.createArray(nullable(depth - 1));
            default -> Schema.createMap(nullable(depth - 1));
        };
    }

    private Schema decimal() {
        int precision = 1 + random.nextInt(textual ? 15 : 38);
        return LogicalTypes.decimal(precision, random.nextInt(precision + 1))
                .addToSchema(Schema.create(Schema.Type.BYTES));
    }

    public GenericRowData row(RecordSchema schema) {
        return row(schema.avro());
    }

    public List<GenericRowData> rows(RecordSchema schema, int count) {
        List<GenericRowData> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(row(schema));
        }
        return rows;
    }

    private GenericRowData row(Schema record) {
        List<Schema.Field> fields = record.getFields();
        GenericRowData row = new GenericRowData(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            row.setField(i, value(fields.get(i).schema()));
        }
        return row;
    }

    private Object value(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigInteger bound = BigInteger.TEN.pow(decimal.getPrecision());
            BigInteger unscaled = random.nextInt(4) == 0
                    ? bound.subtract(BigInteger.ONE)
                    : new BigInteger(1 + random.nextInt(bound.bitLength()), random).mod(bound);
            return DecimalData.fromBigDecimal(
                    new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.getScale()),
                    decimal.getPrecision(),
                    decimal.getScale());
        }
        return switch (schema.getType()) {
            case UNION ->
                random.nextInt(3) == 0
                        ? null
                        : value(schema.getTypes().stream()
                                .filter(type -> type.getType() != Schema.Type.NULL)
                                .findAny()
                                .orElseThrow());
            case BOOLEAN -> random.nextBoolean();
            case INT -> number(schema);
            case LONG -> longNumber(schema);
            case FLOAT -> random.nextInt(3) == 0 ? (float) DOUBLES[random.nextInt(DOUBLES.length)] : random.nextFloat();
            case DOUBLE -> random.nextInt(3) == 0 ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
            case STRING -> StringData.fromString(text(schema));
            case ENUM ->
                StringData.fromString(schema.getEnumSymbols()
                        .get(random.nextInt(schema.getEnumSymbols().size())));
            case BYTES -> bytes(random.nextInt(30));
            case FIXED -> bytes(schema.getFixedSize());
            case RECORD -> row(schema);
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case NULL -> throw new IllegalStateException("no record schema has a field that is always null");
        };
    }

    private int number(Schema schema) {
        if (schema.getLogicalType() == null) {
            return random.nextInt(3) == 0 ? INTS[random.nextInt(INTS.length)] : random.nextInt(100);
        }
        return schema.getLogicalType().getName().equals("date")
                ? (int) random.nextLong(FIRST_DAY, LAST_DAY)
                : random.nextInt((int) MILLIS_PER_DAY);
    }

    private Object longNumber(Schema schema) {
        if (schema.getLogicalType() == null) {
            return random.nextInt(3) == 0 ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
        }
        String name = schema.getLogicalType().getName();
        if (name.equals("time-micros")) {
            return random.nextLong(MILLIS_PER_DAY * 1000);
        }
        long millis = random.nextLong(FIRST_DAY * MILLIS_PER_DAY, LAST_DAY * MILLIS_PER_DAY);
        return name.endsWith("micros")
                ? TimestampData.fromEpochMillis(millis, random.nextInt(1000) * 1000)
                : TimestampData.fromEpochMillis(millis);
    }

    private String text(Schema schema) {
        if (schema.getLogicalType() != null) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return random.nextBoolean() ? TEXTS[random.nextInt(TEXTS.length)] : Long.toString(random.nextLong(), 36);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private GenericArrayData array(Schema element) {
        Object[] elements = new Object[random.nextInt(4)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(element);
        }
        return new GenericArrayData(elements);
    }

    private GenericMapData map(Schema value) {
        Map<Object, Object> map = new LinkedHashMap<>();
        int entries = random.nextInt(4);
        for (int i = 0; i < entries; i++) {
            map.put(StringData.fromString(i + TEXTS[random.nextInt(TEXTS.length)]), value(value));
        }
        return new GenericMapData(map);
    }
}
