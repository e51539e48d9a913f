package io.millrace.bench.data;

import static io.millrace.bench.data.JsonObject.field;
import static io.millrace.bench.data.JsonObject.optional;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;

/** Events of {@code nested.avsc}: about 500 bytes, 20 leaf columns; every tenth has its keys in another order. */
final class NestedEvents implements Events {

    private static final byte[] SHOP = "\"https://shop.example/".getBytes(UTF_8);

    private final SplittableRandom random;
    private final long spanMicros;
    private final JsonObject event;
    private final JsonObject device;
    private final JsonObject geo;

    private boolean shuffled;
    private long occurredAt;

    NestedEvents(SplittableRandom random, long spanMicros) {
        this.random = random;
        this.spanMicros = spanMicros;
        event = new JsonObject(
                random,
                field("eventId", line -> line.uuid(random)),
                field("type", line -> line.put(one(Texts.TYPES))),
                field("occurredAt", line -> line.time(occurredAt)),
                field("receivedAt", line -> line.time(occurredAt + random.nextInt(5_000_000))),
                optional("userId", 20, line -> line.integer(random.nextInt(20_000_000))),
                field(
                        "sessionId",
                        line -> line.put('"').hex(random.nextLong(), 16).put('"')),
                field("url", this::url),
                optional("referrer", 75, line -> line.put(one(Texts.REFERRERS))),
                field("userAgent", line -> line.put(one(Texts.USER_AGENTS))),
                optional("durationMs", 10, line -> line.decimal(random.nextInt(60_000_000), 3)),
                optional("revenue", 85, line -> line.decimal(random.nextInt(50_000), 2)),
                field("device", this::device),
                optional("geo", 5, this::geo),
                field("tags", this::tags),
                optional("comment", 85, line -> line.put(one(Texts.COMMENTS))));
        device = new JsonObject(
                random,
                field("os", line -> line.put(one(Texts.SYSTEMS))),
                field("model", line -> line.put(one(Texts.MODELS))),
                field("width", line -> line.integer(320 + 20L * random.nextInt(120))));
        geo = new JsonObject(
                random,
                field("country", line -> line.put(one(Texts.COUNTRIES))),
                optional("city", 8, line -> line.put(one(Texts.CITIES))),
                field("latitude", line -> line.decimal(random.nextInt(-60_000_000, 70_000_000), 6)),
                field("longitude", line -> line.decimal(random.nextInt(-180_000_000, 180_000_000), 6)));
    }

    @Override
    public void write(JsonLine line) {
        shuffled = random.nextInt(10) == 0;
        occurredAt = random.nextLong(spanMicros);
        event.write(line, shuffled);
    }

    private void url(JsonLine line) {
        line.put(SHOP)
                .put(one(Texts.SECTIONS))
                .put('/')
                .integer(random.nextInt(5_000_000))
                .put('"');
    }

    private void device(JsonLine line) {
        device.write(line, shuffled);
    }

    private void geo(JsonLine line) {
        geo.write(line, shuffled);
    }

    private void tags(JsonLine line) {
        line.put('[');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                line.put(',');
            }
            line.put(one(Texts.TAGS));
        }
        line.put(']');
    }

    private byte[] one(byte[][] texts) {
        return texts[random.nextInt(texts.length)];
    }
}
