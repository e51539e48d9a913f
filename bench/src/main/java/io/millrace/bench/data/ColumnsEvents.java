package io.millrace.bench.data;

import static io.millrace.bench.data.JsonObject.field;
import static io.millrace.bench.data.JsonObject.optional;

import io.millrace.bench.data.JsonObject.Field;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** Flat events with any number of columns: a time, and then strings, numbers and booleans in turn, a third nullable. */
final class ColumnsEvents implements Events {

    private static final int KINDS = 6;
    private static final int NULL_PERCENT = 20;

    private final SplittableRandom random;
    private final JsonObject event;

    ColumnsEvents(SplittableRandom random, int columns, long spanMicros) {
        this.random = random;
        Field[] fields = new Field[columns];
        fields[0] = field("at", line -> line.time(random.nextLong(spanMicros)));
        for (int i = 1; i < columns; i++) {
            fields[i] = column(i);
        }
        event = new JsonObject(random, fields);
    }

    @Override
    public void write(JsonLine line) {
        event.write(line, random.nextInt(10) == 0);
    }

    private Field column(int index) {
        String name = "c" + index;
        return switch (index % KINDS) {
            case 0 ->
                field(name, line -> line.put('"')
                        .put('v')
                        .padded(random.nextInt(50), 2)
                        .put('"'));
            case 1 -> field(name, line -> line.integer(random.nextInt(1_000_000)));
            case 2 -> field(name, line -> line.decimal(random.nextInt(10_000_000), 2));
            case 3 -> field(name, line -> line.put(random.nextBoolean() ? Texts.TRUE : Texts.FALSE));
            case 4 ->
                optional(name, NULL_PERCENT, line -> line.put('"')
                        .hex(random.nextInt(), 8)
                        .put('"'));
            default -> optional(name, NULL_PERCENT, line -> line.integer(random.nextInt(1000)));
        };
    }

    static String schemaJson(int columns) {
        var fields = SchemaBuilder.record("ColumnsEvent")
                .namespace("io.millrace.bench")
                .doc(columns + " columns.")
                .fields();
        Schema time = new Schema.Parser().parse("{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}");
        fields.name("at").type(time).noDefault();
        for (int i = 1; i < columns; i++) {
            String name = "c" + i;
            switch (i % KINDS) {
                case 0 -> fields.requiredString(name);
                case 1 -> fields.requiredLong(name);
                case 2 -> fields.requiredDouble(name);
                case 3 -> fields.requiredBoolean(name);
                case 4 -> fields.optionalString(name);
                default -> fields.optionalInt(name);
            }
        }
        return fields.endRecord().toString(true);
    }
}
