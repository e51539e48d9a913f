package io.millrace.job.transform;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Fills rows with the records that a function gives, and refuses what no row of the schema can hold: whatever passes here
 * can be encoded. Built once for a schema. A row shares nothing with its record; the texts
 * that a function has only passed on are those of the row that came in.
 */
final class RecordToRow {

    /** Puts a field's value into its slot; what it is given is not null. */
    interface Conversion {
        void put(Slots slots, int slot, Object value);
    }

    private final String name;
    private final String[] fields;
    private final Conversion[] conversions;

    private RecordToRow(String name, String[] fields, Conversion[] conversions) {
        this.name = name;
        this.fields = fields;
        this.conversions = conversions;
    }

    /** @param passed what the function was given, by names of fields */
    static RecordToRow of(Schema schema, PassedText passed) {
        List<Schema.Field> all = schema.getFields();
        String[] fields = new String[all.size()];
        Conversion[] conversions = new Conversion[all.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = all.get(i).name();
            conversions[i] = orNull(all.get(i).schema(), passed.field(fields[i]));
        }
        return new RecordToRow(schema.getFullName(), fields, conversions);
    }

    /**
     * Fills a row of the schema.
     *
     * @throws UnfitValueException when a value does not fit its field; the row is of no use then
     */
    void fill(SlotRow row, IndexedRecord given) {
        if (given == null) {
            throw new UnfitValueException("a required value is null", name, "null");
        }
        if (!given.getSchema().getFullName().equals(name)) {
            throw Scalars.unfit(name, given);
        }
        for (int i = 0; i < fields.length; i++) {
            try {
                conversions[i].put(row, i, given.get(i));
            } catch (UnfitValueException e) {
                throw e.inField(fields[i]);
            }
        }
    }

    /** The conversion of a value that may be null, and may stay so where the schema says it. */
    private static Conversion orNull(Schema schema, PassedText passed) {
        Conversion conversion = conversion(Nullable.type(schema), passed);
        boolean nullable = Nullable.is(schema);
        String expected = Nullable.type(schema).getType().getName();
        return (slots, slot, value) -> {
            if (value != null) {
                conversion.put(slots, slot, value);
            } else if (nullable) {
                slots.setNull(slot);
            } else {
                throw new UnfitValueException("a required value is null", expected, "null");
            }
        };
    }

    private static Conversion conversion(Schema schema, PassedText passed) {
        return switch (schema.getType()) {
            case RECORD -> nested(of(schema, passed));
            case ARRAY -> array(orNull(schema.getElementType(), passed.field("[]")));
            case MAP -> map(orNull(schema.getValueType(), passed.field("{}")));
            default -> Scalars.conversion(schema, passed);
        };
    }

    private static Conversion nested(RecordToRow rows) {
        return (slots, slot, value) -> {
            if (!(value instanceof IndexedRecord given)) {
                throw Scalars.unfit(rows.name, value);
            }
            rows.fill(slots.openRow(slot), given);
        };
    }

    private static Conversion array(Conversion conversion) {
        return (slots, slot, value) -> {
            if (!(value instanceof Collection<?> elements)) {
                throw Scalars.unfit("array", value);
            }
            SlotArray array = slots.openArray(slot);
            for (Object element : elements) {
                int i = array.append();
                try {
                    conversion.put(array, i, element);
                } catch (UnfitValueException e) {
                    throw e.atIndex(i);
                }
            }
        };
    }

    private static Conversion map(Conversion conversion) {
        return (slots, slot, value) -> {
            if (!(value instanceof Map<?, ?> entries)) {
                throw Scalars.unfit("map", value);
            }
            SlotMap map = slots.openMap(slot);
            byText(entries).forEach((key, element) -> {
                int i = map.append();
                try {
                    Scalars.text(map.keyArray(), i, key);
                    conversion.put(map.valueArray(), i, element);
                } catch (UnfitValueException e) {
                    throw e.atKey(key);
                }
            });
        };
    }

    /** Keys of several classes may be the same text, which a map in a file has once. */
    private static Map<String, Object> byText(Map<?, ?> entries) {
        Map<String, Object> byText = new LinkedHashMap<>(2 * entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Object key = entry.getKey();
            try {
                if (key == null) {
                    throw new UnfitValueException("a key is null", "string", "null");
                }
                byText.put(Scalars.text(key), entry.getValue());
            } catch (UnfitValueException e) {
                throw e.atKey(key);
            }
        }
        return byText;
    }
}
