package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.NameTable;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.Arrays;
import java.util.List;

/**
 * A record: an object with the fields of the schema. Expects each field where the last object had it, so that the name is
 * compared once and not looked up.
 */
final class RecordReader extends ContainerReader {

    private static final int UNKNOWN = NameTable.NONE;

    private final UnknownFields unknownFields;
    private final NameTable table = new NameTable();

    private FieldName[] names;
    private String[] labels;
    private ValueReader[] readers;
    private Default[] defaults;

    /** For each field the one that came behind it last time; the first is at the end. */
    private int[] successors;

    /** For each field the one that last came behind it when another was expected. */
    private int[] rivals;

    /** One bit for each field of the current object that has been read. */
    private long[] seen;

    private int missing;
    private int current;

    RecordReader(Parts parts, boolean nullable, ContainerReader parent, UnknownFields.Factory unknown) {
        super(parts, nullable, "an object", parent);
        this.unknownFields = unknown.create(this);
    }

    void of(List<Field> fields) {
        int n = fields.size();
        names = fields.stream().map(field -> new FieldName(field.name())).toArray(FieldName[]::new);
        labels = fields.stream().map(Field::name).toArray(String[]::new);
        readers = fields.stream().map(Field::reader).toArray(ValueReader[]::new);
        defaults = fields.stream().map(Field::absent).toArray(Default[]::new);
        successors = new int[n + 1];
        rivals = new int[n + 1];
        for (int i = 0; i < n; i++) {
            successors[i] = (i + 1) % n;
            table.put(labels[i], i);
        }
        for (int i = 0; i < n; i++) {
            for (String alias : fields.get(i).aliases()) {
                table.put(alias, i);
            }
        }
        seen = new long[(n + 63) / 64];
    }

    /** A field of the record. */
    record Field(String name, List<String> aliases, ValueReader reader, Default absent) {}

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        return Bytes.at(b, p, end) == '{' ? fields(b, p + 1, end, out.openRow(slot)) : other(b, p, end, out, slot);
    }

    /** Reads the object whose brace is before {@code from} into {@code out}. */
    int fields(byte[] b, int from, int end, SlotRow out) {
        Arrays.fill(seen, 0);
        missing = readers.length;
        int last = readers.length;
        int p = Bytes.skipSpace(b, from, end);
        if (Bytes.at(b, p, end) == '}') {
            return complete(p, out);
        }
        while (true) {
            int expected = successors[last];
            if (names[expected].isAt(b, p, end)) {
                p = value(b, p + names[expected].keyLength(), end, out, expected);
                last = expected;
            } else {
                p = unexpected(b, p, end, out, last);
                last = current == UNKNOWN ? last : current;
            }
            if (p < 0) {
                return p;
            }
            p = Bytes.skipSpace(b, p, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == '}' ? complete(p, out) : parts.failure.malformed(b, p, end, "',' or '}'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    /** Reads a field that is not the expected one: the one behind it, where that is absent, or any other. */
    private int unexpected(byte[] b, int p, int end, SlotRow out, int last) {
        int second = successors[successors[last]];
        if (names[second].isAt(b, p, end)) {
            return value(b, p + names[second].keyLength(), end, out, second);
        }
        current = UNKNOWN;
        int behind = lookUp(b, p, end, out);
        if (current != UNKNOWN) {
            learn(last, current);
        }
        return behind;
    }

    /** A new order is one that comes twice, so that a single message does not spoil what all others have in common. */
    private void learn(int last, int field) {
        if (rivals[last] == field) {
            successors[last] = field;
        }
        rivals[last] = field;
    }

    private int lookUp(byte[] b, int from, int end, SlotRow out) {
        Name name = parts.name;
        int p = name.read(b, from, end);
        if (p < 0) {
            return p;
        }
        int field = table.find(name.array(), name.offset(), name.length());
        return field == UNKNOWN ? unknownFields.take(b, from, p, end, name) : value(b, p, end, out, field);
    }

    private int value(byte[] b, int from, int end, SlotRow out, int field) {
        current = field;
        long bit = 1L << field;
        if ((seen[field >> 6] & bit) != 0) {
            if (!parts.lastWins) {
                parts.failure.malformed(from, "each name once in an object", "a name for the second time");
                return failed();
            }
        } else {
            seen[field >> 6] |= bit;
            missing--;
        }
        int p = readers[field].read(b, Bytes.skipSpace(b, from, end), end, out, field);
        return p < 0 ? failed() : p;
    }

    private int complete(int p, SlotRow out) {
        return missing == 0 ? p + 1 : fillIn(p, out);
    }

    private int fillIn(int p, SlotRow out) {
        for (int word = 0; word < seen.length; word++) {
            long absent = ~seen[word] & present(word);
            for (; absent != 0; absent &= absent - 1) {
                int field = word * 64 + Long.numberOfTrailingZeros(absent);
                Default absentValue = defaults[field];
                if (absentValue == Default.NULL) {
                    // By far the most: no call that could lead to any of several places.
                    out.setNull(field);
                } else if (absentValue != null) {
                    absentValue.set(out, field);
                } else {
                    current = field;
                    parts.failure.missing(p, "the field", "the end of the object");
                    return failed();
                }
            }
        }
        return p + 1;
    }

    /** The bits of a word of {@link #seen} for which there are fields. */
    private long present(int word) {
        int fields = readers.length - word * 64;
        return fields >= 64 ? -1L : (1L << fields) - 1;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendField(path, current == UNKNOWN ? null : labels[current]);
    }
}
