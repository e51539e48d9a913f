package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Expected;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotRow;
import java.util.List;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;

/**
 * How records of one writer's schema become rows of the reader's: what Avro's own {@link Resolver} says, as a tree of
 * readers. What Avro resolves only for some values (a union whose null meets a field that must not be null, a symbol that
 * the reader does not have) rejects the records that have others; what it never resolves is no plan.
 */
final class AvroPlan {

    private final AvroParts parts;
    private final AvroScalars scalars;
    private final Schema writer;
    private final AvroRecord top;

    private AvroPlan(AvroParts parts, Schema writer, Schema reader) {
        this.parts = parts;
        this.scalars = new AvroScalars(parts);
        this.writer = writer;
        Resolver.Action action = Resolver.resolve(Schema.applyAliases(writer, reader), reader);
        top = (AvroRecord) of(action, null, "", 1);
    }

    /** @throws IllegalArgumentException naming the place, when what was written cannot be read */
    static AvroPlan of(AvroParts parts, Schema writer, Schema reader) {
        if (writer.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("records are written as " + Expected.of(writer) + ", not as records");
        }
        return new AvroPlan(parts, writer, reader);
    }

    Schema writer() {
        return writer;
    }

    /** Reads the record that comes next; returns false after noting why it does not fit. */
    boolean read(SlotRow row) {
        return top.fields(row);
    }

    private AvroReader of(Resolver.Action action, Place parent, String path, int depth) {
        if (depth > parts.maxDepth
                && (action instanceof Resolver.RecordAdjust || action instanceof Resolver.Container)) {
            throw new IllegalArgumentException("the schema nests more than " + parts.maxDepth
                    + " levels deep, which decode.max-depth does not allow");
        }
        if (action instanceof Resolver.RecordAdjust record) {
            return record(record, parent, path, depth);
        }
        if (action instanceof Resolver.Container container) {
            return container(container, parent, path, depth);
        }
        if (action instanceof Resolver.WriterUnion union) {
            return union(union, parent, path, depth);
        }
        if (action instanceof Resolver.ReaderUnion union) {
            return of(union.actualAction, parent, path, depth);
        }
        if (action instanceof Resolver.EnumAdjust adjusted) {
            return new AvroEnum(parts, adjusted);
        }
        if (action instanceof Resolver.ErrorAction error) {
            throw unresolved(path, error.toString());
        }
        try {
            return scalars.of(action.writer, action.reader);
        } catch (IllegalArgumentException e) {
            throw unresolved(path, e.getMessage());
        }
    }

    private AvroReader container(Resolver.Container action, Place parent, String path, int depth) {
        if (action.reader.getType() == Schema.Type.ARRAY) {
            AvroArray array = new AvroArray(parts, parent);
            array.of(of(action.elementAction, array, path + "[]", depth + 1));
            return array;
        }
        AvroMap map = new AvroMap(parts, parent);
        map.of(of(action.elementAction, map, path + "{}", depth + 1));
        return map;
    }

    private static IllegalArgumentException unresolved(String path, String why) {
        return new IllegalArgumentException((path.isEmpty() ? "" : "field '" + path + "': ") + why);
    }

    /** One reader for each type that was written; those that do not fit refuse, unless all of them do. */
    private AvroReader union(Resolver.WriterUnion union, Place parent, String path, int depth) {
        Schema written = union.writer;
        AvroReader[] branches = new AvroReader[union.actions.length];
        IllegalArgumentException first = null;
        int readable = 0;
        for (int i = 0; i < branches.length; i++) {
            Schema type = written.getTypes().get(i);
            try {
                branches[i] = of(union.actions[i], parent, path, depth);
                readable += type.getType() == Schema.Type.NULL ? 0 : 1;
            } catch (IllegalArgumentException e) {
                branches[i] = refuse(type, union.reader);
                first = type.getType() == Schema.Type.NULL || first != null ? first : e;
            }
        }
        if (readable == 0 && first != null) {
            throw first;
        }
        return (out, slot) -> {
            int branch = parts.branch(written);
            return branch >= 0 && branches[branch].read(out, slot);
        };
    }

    private AvroReader refuse(Schema found, Schema reader) {
        String expected = Expected.of(reader);
        boolean isNull = found.getType() == Schema.Type.NULL;
        AvroSkipper skipper = new AvroSkipper(parts);
        return (out, slot) -> {
            int from = parts.in.position();
            // What is no value at all is malformed first.
            if (!skipper.skip(found, 1)) {
                return false;
            }
            if (isNull) {
                parts.failure.missing(from, expected, "null");
            } else {
                parts.failure.mismatch(from, expected, Expected.of(found));
            }
            return false;
        };
    }

    private AvroRecord record(Resolver.RecordAdjust action, Place parent, String path, int depth) {
        AvroRecord record = new AvroRecord(parts, parent);
        List<Schema.Field> written = action.writer.getFields();
        int next = 0;
        for (int i = 0; i < written.size(); i++) {
            Resolver.Action field = action.fieldActions[i];
            if (field instanceof Resolver.Skip) {
                String name = written.get(i).name();
                record.unknown(name, child(path, name), written.get(i).schema(), depth + 1);
            } else {
                Schema.Field target = action.readerOrder[next++];
                record.known(target, of(field, record, child(path, target.name()), depth + 1));
            }
        }
        for (; next < action.readerOrder.length; next++) {
            record.absent(action.readerOrder[next]);
        }
        return record;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
