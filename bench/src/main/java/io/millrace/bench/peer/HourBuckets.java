package io.millrace.bench.peer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** A directory for each hour of the event's time; its name is made once. */
final class HourBuckets<T extends Timed> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1;
    private static final long SECONDS_OF_HOUR = 3600;
    private static final long MICROS_OF_HOUR = SECONDS_OF_HOUR * 1_000_000;

    private transient Map<Long, String> names;

    @Override
    public String getBucketId(T event, Context context) {
        if (names == null) {
            names = new HashMap<>();
        }
        return names.computeIfAbsent(Math.floorDiv(event.micros(), MICROS_OF_HOUR), HourBuckets::name);
    }

    private static String name(long hour) {
        return DateTimeFormatter.ofPattern("'day='yyyy-MM-dd'/hour='HH")
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochSecond(hour * SECONDS_OF_HOUR));
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
