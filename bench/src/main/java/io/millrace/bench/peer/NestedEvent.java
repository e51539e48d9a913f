package io.millrace.bench.peer;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Nullable;

/** {@code nested.avsc} as a class that Jackson fills and Avro reads by reflection. */
public final class NestedEvent implements Timed {
    public String eventId;
    public String type;

    @JsonDeserialize(using = MicrosDeserializer.class)
    @AvroSchema(Timed.TIMESTAMP)
    public long occurredAt;

    @JsonDeserialize(using = MicrosDeserializer.class)
    @AvroSchema(Timed.TIMESTAMP)
    public long receivedAt;

    @Nullable
    public Long userId;

    public String sessionId;
    public String url;

    @Nullable
    public String referrer;

    public String userAgent;

    @Nullable
    public Double durationMs;

    @Nullable
    public Double revenue;

    public Device device;

    @Nullable
    public Geo geo;

    public List<String> tags;

    @Nullable
    public String comment;

    /** The sender's device. */
    public static final class Device {
        public String os;
        public String model;
        public int width;
    }

    /** The sender's place. */
    public static final class Geo {
        public String country;

        @Nullable
        public String city;

        public double latitude;
        public double longitude;
    }

    @Override
    public long micros() {
        return occurredAt;
    }
}
