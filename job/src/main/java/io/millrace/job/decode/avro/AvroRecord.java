package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.Place;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A record, field by field in the order in which they were written. */
final class AvroRecord implements AvroReader, Place {

    private static final int NO_SLOT = -1;

    private final AvroParts parts;
    private final Place parent;
    private final List<Step> written = new ArrayList<>();
    private final List<Step> absent = new ArrayList<>();

    private String current;

    /** One field: how it is read, and where to. */
    private record Step(String name, AvroReader reader, int slot) {}

    AvroRecord(AvroParts parts, Place parent) {
        this.parts = parts;
        this.parent = parent;
    }

    /** The field that was written next is one of the reader's. */
    void known(Schema.Field target, AvroReader reader) {
        written.add(new Step(target.name(), reader, target.pos()));
    }

    /** The field that was written next is none of the reader's. */
    void unknown(String name, String pattern, Schema schema, int depth) {
        Unknowns unknowns = parts.unknowns;
        AvroReader reader =
                switch (unknowns.policy()) {
                    case IGNORE -> {
                        Runnable counter = unknowns.counter(pattern);
                        AvroSkipper skipper = new AvroSkipper(parts);
                        yield (out, slot) -> {
                            counter.run();
                            return skipper.skip(schema, depth);
                        };
                    }
                    case CAPTURE -> {
                        AvroToJson json = new AvroToJson(parts);
                        yield (out, slot) ->
                                json.write(schema, depth, unknowns.rescue().name(currentPath()))
                                        && unknowns.fits(parts.failure, parts.in.position());
                    }
                    case REJECT -> (out, slot) -> unknowns.refuse(parts.failure, parts.in.position(), currentPath());
                };
        written.add(new Step(name, reader, NO_SLOT));
    }

    /** A field of the reader's that was not written: Avro has made sure that it has a default. */
    void absent(Schema.Field target) {
        Default value = Default.of(target);
        absent.add(new Step(
                target.name(),
                (out, slot) -> {
                    value.set(out, slot);
                    return true;
                },
                target.pos()));
    }

    /** Reads the fields into a row. */
    boolean fields(SlotRow row) {
        for (Step step : written) {
            current = step.name();
            if (!step.reader().read(row, step.slot())) {
                parts.failure.in(this);
                return false;
            }
        }
        for (Step step : absent) {
            step.reader().read(row, step.slot());
        }
        return true;
    }

    @Override
    public boolean read(Slots out, int slot) {
        return fields(out.openRow(slot));
    }

    @Override
    public Place parent() {
        return parent;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendField(path, current);
    }
}
