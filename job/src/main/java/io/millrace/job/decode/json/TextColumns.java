package io.millrace.job.decode.json;

import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.NameTable;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.Slots;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Reads the fields of a record one by one, each from text of its own: records, arrays, maps and any JSON from JSON text, everything
 * else as a {@link TextValue}. Made by {@link TextValues}.
 */
public final class TextColumns extends ContainerReader {

    /** No field has that name. */
    public static final int NONE = NameTable.NONE;

    private final NameTable table = new NameTable();
    private final String[] names;
    private final ValueReader[] readers;

    /** Null where the field is a record, an array, a map or any JSON. */
    private final TextValue[] scalars;

    private int current;

    TextColumns(Parts parts, Schema schema, UnknownFields.Factory unknown) {
        super(parts, false, "a record", null);
        List<Schema.Field> fields = schema.getFields();
        names = fields.stream().map(Schema.Field::name).toArray(String[]::new);
        Readers all = new Readers(parts, unknown);
        readers = fields.stream().map(field -> all.value(field.schema(), this)).toArray(ValueReader[]::new);
        scalars = new TextValue[readers.length];
        for (int i = 0; i < readers.length; i++) {
            Schema type = AvroSchemas.withoutNull(fields.get(i).schema());
            boolean nested =
                    switch (type.getType()) {
                        case RECORD, ARRAY, MAP -> true;
                        default -> RecordSchema.isJson(type);
                    };
            scalars[i] = nested ? null : new TextValue(readers[i]);
            table.put(names[i], i);
        }
        for (int i = 0; i < readers.length; i++) {
            for (String alias : fields.get(i).aliases()) {
                table.put(alias, i);
            }
        }
    }

    /** The field with that name or alias; {@link #NONE} when there is none. */
    public int find(byte[] name, int offset, int length) {
        return table.find(name, offset, length);
    }

    /**
     * Puts the value of a field into its slot.
     *
     * @param array UTF-8 text; the slot may hold a view of it
     * @param at where the text stands in the record, for the failure
     * @return false when the text is no value of the field; the failure says why
     */
    public boolean read(int field, byte[] array, int offset, int length, Slots row, int at) {
        current = field;
        boolean fits = scalars[field] == null
                ? nested(array, offset, offset + length, row, at)
                : scalars[field].read(array, offset, length, row, field, at);
        if (!fits) {
            failed();
        }
        return fits;
    }

    /** Notes that a field that must have a value has none; returns {@link Failure#FAILED}. */
    public int missing(int field, int at, String found) {
        current = field;
        parts.failure.missing(at, readers[field].expected(), found);
        return failed();
    }

    private boolean nested(byte[] b, int from, int end, Slots row, int at) {
        int p = readers[current].read(b, Bytes.skipSpace(b, from, end), end, row, current);
        if (p >= 0) {
            p = Bytes.skipSpace(b, p, end);
            if (p == end) {
                return true;
            }
            parts.failure.malformed(b, p, end, "nothing behind the JSON text");
        }
        parts.failure.moveTo(at);
        return false;
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        throw new UnsupportedOperationException("columns are read one by one");
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendField(path, names[current]);
    }
}
