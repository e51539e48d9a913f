package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Writes the fields of an object, in their order or shuffled. Half of all nulls are written, half are left out. */
final class JsonObject {

    /** A field of an object, and how often, in percent, it is null. */
    record Field(String name, int nullPercent, Consumer<JsonLine> value) {}

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final SplittableRandom random;
    private final Field[] fields;
    private final byte[][] keys;
    private final int[] order;

    JsonObject(SplittableRandom random, Field... fields) {
        this.random = random;
        this.fields = fields.clone();
        this.keys = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            keys[i] = ('"' + fields[i].name + "\":").getBytes(UTF_8);
        }
        this.order = new int[fields.length];
    }

    static Field field(String name, Consumer<JsonLine> value) {
        return optional(name, 0, value);
    }

    static Field optional(String name, int nullPercent, Consumer<JsonLine> value) {
        return new Field(name, nullPercent, value);
    }

    void write(JsonLine line, boolean shuffled) {
        line.put('{');
        int begin = line.length();
        putInOrder(shuffled);
        for (int index : order) {
            int before = line.length();
            if (before > begin) {
                line.put(',');
            }
            if (!write(line, index)) {
                line.truncate(before);
            }
        }
        line.put('}');
    }

    private boolean write(JsonLine line, int index) {
        Field field = fields[index];
        line.put(keys[index]);
        if (field.nullPercent == 0 || random.nextInt(100) >= field.nullPercent) {
            field.value.accept(line);
            return true;
        }
        line.put(NULL);
        return random.nextBoolean();
    }

    private void putInOrder(boolean shuffled) {
        for (int i = 0; i < order.length; i++) {
            int place = shuffled ? random.nextInt(i + 1) : i;
            order[i] = order[place];
            order[place] = i;
        }
    }
}
