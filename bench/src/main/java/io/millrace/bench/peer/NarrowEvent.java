package io.millrace.bench.peer;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Nullable;

/** {@code narrow.avsc} as a class that Jackson fills and Avro reads by reflection. */
public final class NarrowEvent implements Timed {
    public String sensor;

    @JsonDeserialize(using = MicrosDeserializer.class)
    @AvroSchema(Timed.TIMESTAMP)
    public long at;

    public double value;

    @Nullable
    public String unit;

    public long seq;
    public boolean ok;

    @Override
    public long micros() {
        return at;
    }
}
