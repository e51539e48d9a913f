package io.millrace.job.decode.json;

import io.millrace.job.testkit.ShortTypes;
import java.util.Random;
import org.apache.avro.Schema;

/** Random records in the short form of {@link ShortTypes}, of every type. */
final class RandomSchemas {

    private static final String[] SCALARS = {
        "string",
        "uuid",
        "enum(RED,GREEN,BLUE)",
        "bytes",
        "fixed(3)",
        "boolean",
        "int",
        "long",
        "float",
        "double",
        "decimal(9,3)",
        "decimal(18,0)",
        "decimal(38,12)",
        "date",
        "time-millis",
        "time-micros",
        "timestamp-millis",
        "timestamp-micros",
        "local-timestamp-millis",
        "local-timestamp-micros"
    };

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    Schema next() {
        return new Schema.Parser().parse(ShortTypes.json(record(1 + random.nextInt(3))));
    }

    private String record(int depth) {
        // Many fields now and then, because which were seen is kept in words of 64 bits.
        boolean large = depth == 1 && random.nextInt(20) == 0;
        StringBuilder fields = new StringBuilder();
        for (int i = large ? 50 + random.nextInt(100) : 1 + random.nextInt(6); i > 0; i--) {
            fields.append(fields.isEmpty() ? "" : ", ")
                    .append(random.nextInt(3) == 0 ? "a_longer_name_" : "f")
                    .append(i)
                    .append(' ')
                    .append(type(large ? 0 : depth))
                    .append(random.nextInt(3) == 0 ? "?" : "");
        }
        return "record<" + fields + ">";
    }

    private String type(int depth) {
        String element = random.nextInt(3) == 0 ? "?" : "";
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> record(depth - 1);
            case 1 -> "array<" + type(depth - 1) + element + ">";
            case 2 -> "map<" + type(depth - 1) + element + ">";
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
    }
}
