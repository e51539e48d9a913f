package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.avro.Schema;

/** The two kinds of events. */
public enum DataSet {
    NESTED("occurredAt"),
    NARROW("at");

    private final String timeField;

    DataSet(String timeField) {
        this.timeField = timeField;
    }

    /** The field whose hour is the partition. */
    public String timeField() {
        return timeField;
    }

    public String schemaJson() {
        try (InputStream in = DataSet.class.getResourceAsStream(this + ".avsc")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Schema schema() {
        return new Schema.Parser().parse(schemaJson());
    }

    Events events(SplittableRandom random) {
        return switch (this) {
            case NESTED -> new NestedEvents(random);
            case NARROW -> new NarrowEvents(random);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
