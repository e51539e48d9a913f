package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.avro.Schema;

/** The kinds of events: two with which systems are compared, and flat ones of so many columns. */
public enum DataSet {
    NESTED("occurredAt", 20),
    NARROW("at", 6),
    COLUMNS_10("at", 10),
    COLUMNS_100("at", 100),
    COLUMNS_1000("at", 1000);

    public static final List<DataSet> COMPARED = List.of(NESTED, NARROW);

    private final String timeField;
    private final int columns;

    DataSet(String timeField, int columns) {
        this.timeField = timeField;
        this.columns = columns;
    }

    /** How many leaf columns. */
    public int columns() {
        return columns;
    }

    /** The field whose hour is the partition. */
    public String timeField() {
        return timeField;
    }

    public String schemaJson() {
        return COMPARED.contains(this) ? resource() : ColumnsEvents.schemaJson(columns);
    }

    private String resource() {
        try (InputStream in = DataSet.class.getResourceAsStream(this + ".avsc")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Schema schema() {
        return new Schema.Parser().parse(schemaJson());
    }

    /** @param spanMicros over how long a time the events are spread */
    Events events(SplittableRandom random, long spanMicros) {
        return switch (this) {
            case NESTED -> new NestedEvents(random, spanMicros);
            case NARROW -> new NarrowEvents(random, spanMicros);
            case COLUMNS_10, COLUMNS_100, COLUMNS_1000 -> new ColumnsEvents(random, columns, spanMicros);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
