package io.millrace.bench.data;

import static io.millrace.bench.data.JsonObject.field;
import static io.millrace.bench.data.JsonObject.optional;

import java.util.SplittableRandom;

/** Events of {@code narrow.avsc}: about 100 bytes, 6 columns; every tenth has its keys in another order. */
final class NarrowEvents implements Events {

    private final SplittableRandom random;
    private final JsonObject event;

    private long sequence;

    NarrowEvents(SplittableRandom random, long spanMicros) {
        this.random = random;
        sequence = random.nextInt(1_000_000);
        event = new JsonObject(
                random,
                field("sensor", this::sensor),
                field("at", line -> line.time(random.nextLong(spanMicros))),
                field("value", line -> line.decimal(random.nextInt(-50_000, 1_500_000), 3)),
                optional("unit", 10, line -> line.put(Texts.UNITS[random.nextInt(Texts.UNITS.length)])),
                field("seq", line -> line.integer(sequence++)),
                field("ok", line -> line.put(random.nextInt(50) == 0 ? Texts.FALSE : Texts.TRUE)));
    }

    @Override
    public void write(JsonLine line) {
        event.write(line, random.nextInt(10) == 0);
    }

    private void sensor(JsonLine line) {
        line.put('"').put('s').put('-').padded(random.nextInt(10_000), 5).put('"');
    }
}
