package io.millrace.job.decode.csv;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.decode.json.TextColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * Which column of a file is which field of the schema.
 *
 * @param names the columns
 * @param fields for each column the field; {@link #UNKNOWN} or {@link #SUPERSEDED}
 * @param counters for each unknown column what counts it, where unknown columns are ignored; null otherwise
 * @param absent the fields that no column has
 */
record CsvHeader(String[] names, int[] fields, Runnable[] counters, int[] absent) {

    /** The schema has no such field. */
    static final int UNKNOWN = TextColumns.NONE;

    /** A later column has the same name, and wins. */
    static final int SUPERSEDED = -2;

    /**
     * @throws IllegalArgumentException when a name comes twice and that is refused
     */
    static CsvHeader of(List<String> names, TextColumns columns, Unknowns unknowns, int fieldCount, boolean lastWins) {
        int[] fields = new int[names.size()];
        Runnable[] counters = new Runnable[fields.length];
        int[] columnOf = new int[fieldCount];
        Arrays.fill(columnOf, -1);
        for (int i = 0; i < fields.length; i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            fields[i] = columns.find(name, 0, name.length);
            if (fields[i] == UNKNOWN) {
                boolean counted = unknowns.policy() == DecodeConfig.UnknownFields.IGNORE;
                counters[i] = counted ? unknowns.counter(names.get(i)) : null;
                continue;
            }
            int earlier = columnOf[fields[i]];
            if (earlier >= 0 && !lastWins) {
                throw new IllegalArgumentException("two columns for the field " + names.get(i));
            }
            if (earlier >= 0) {
                fields[earlier] = SUPERSEDED;
            }
            columnOf[fields[i]] = i;
        }
        int[] absent = IntStream.range(0, fieldCount)
                .filter(field -> columnOf[field] < 0)
                .toArray();
        return new CsvHeader(names.toArray(String[]::new), fields, counters, absent);
    }

    /** The fields that must have a value, and of which no column gives one. */
    List<String> unfilled(Schema schema) {
        return Arrays.stream(absent)
                .mapToObj(schema.getFields()::get)
                .filter(field -> Default.of(field) == null)
                .map(Schema.Field::name)
                .toList();
    }
}
