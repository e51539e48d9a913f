package io.millrace.job.transform;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

/**
 * Makes rows of the records that a function gives, and refuses what no row of the schema can hold: whatever passes here
 * can be encoded. Built once for a schema. A row shares nothing with its record.
 */
final class RecordToRow {

    /** Makes a field's value; what it is given is not null. */
    interface Conversion {
        Object apply(Object value);
    }

    private final String name;
    private final String[] fields;
    private final Conversion[] conversions;

    private RecordToRow(String name, String[] fields, Conversion[] conversions) {
        this.name = name;
        this.fields = fields;
        this.conversions = conversions;
    }

    static RecordToRow of(Schema schema) {
        List<Schema.Field> all = schema.getFields();
        String[] fields = new String[all.size()];
        Conversion[] conversions = new Conversion[all.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = all.get(i).name();
            conversions[i] = orNull(all.get(i).schema());
        }
        return new RecordToRow(schema.getFullName(), fields, conversions);
    }

    /**
     * The row.
     *
     * @throws UnfitValueException when a value does not fit its field
     */
    GenericRowData convert(IndexedRecord given) {
        if (given == null) {
            throw new UnfitValueException("a required value is null", name, "null");
        }
        if (!given.getSchema().getFullName().equals(name)) {
            throw Scalars.unfit(name, given);
        }
        GenericRowData row = new GenericRowData(fields.length);
        for (int i = 0; i < fields.length; i++) {
            try {
                row.setField(i, conversions[i].apply(given.get(i)));
            } catch (UnfitValueException e) {
                throw e.inField(fields[i]);
            }
        }
        return row;
    }

    /** The conversion of a value that may be null, and may stay so where the schema says it. */
    private static Conversion orNull(Schema schema) {
        Conversion conversion = conversion(Nullable.type(schema));
        if (Nullable.is(schema)) {
            return value -> value == null ? null : conversion.apply(value);
        }
        String expected = Nullable.type(schema).getType().getName();
        return value -> {
            if (value == null) {
                throw new UnfitValueException("a required value is null", expected, "null");
            }
            return conversion.apply(value);
        };
    }

    private static Conversion conversion(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> nested(of(schema));
            case ARRAY -> array(orNull(schema.getElementType()));
            case MAP -> map(orNull(schema.getValueType()));
            default -> Scalars.conversion(schema);
        };
    }

    private static Conversion nested(RecordToRow rows) {
        return value -> {
            if (value instanceof IndexedRecord given) {
                return rows.convert(given);
            }
            throw Scalars.unfit(rows.name, value);
        };
    }

    private static Conversion array(Conversion conversion) {
        return value -> {
            if (!(value instanceof Collection<?> elements)) {
                throw Scalars.unfit("array", value);
            }
            Object[] converted = new Object[elements.size()];
            int i = 0;
            for (Object element : elements) {
                try {
                    converted[i] = conversion.apply(element);
                } catch (UnfitValueException e) {
                    throw e.atIndex(i);
                }
                i++;
            }
            return new GenericArrayData(converted);
        };
    }

    private static Conversion map(Conversion conversion) {
        return value -> {
            if (!(value instanceof Map<?, ?> entries)) {
                throw Scalars.unfit("map", value);
            }
            Map<StringData, Object> converted = new HashMap<>(2 * entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                try {
                    if (entry.getKey() == null) {
                        throw new UnfitValueException("a key is null", "string", "null");
                    }
                    converted.put(Scalars.text(entry.getKey()), conversion.apply(entry.getValue()));
                } catch (UnfitValueException e) {
                    throw e.atKey(entry.getKey());
                }
            }
            return new GenericMapData(converted);
        };
    }
}
