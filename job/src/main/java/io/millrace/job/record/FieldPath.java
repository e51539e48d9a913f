package io.millrace.job.record;

import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The place of one field in the rows of a {@link RecordSchema}: at the top, or in a nested record. Fields of array
 * elements and map values have no path.
 */
public final class FieldPath implements java.io.Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final int[] indexes;
    private final int[] arities;
    private final LogicalType type;
    private final Schema avro;

    private FieldPath(String name, int[] indexes, int[] arities, LogicalType type, Schema avro) {
        this.name = name;
        this.indexes = indexes;
        this.arities = arities;
        this.type = type;
        this.avro = avro;
    }

    static Optional<FieldPath> find(RecordSchema schema, String dottedName) {
        String[] parts = dottedName.split("\\.", -1);
        int[] indexes = new int[parts.length];
        int[] arities = new int[parts.length];
        LogicalType type = schema.rowType();
        Schema avro = schema.avro();
        boolean nullable = false;
        for (int i = 0; i < parts.length; i++) {
            if (!(type instanceof RowType row) || row.getFieldIndex(parts[i]) < 0) {
                return Optional.empty();
            }
            indexes[i] = row.getFieldIndex(parts[i]);
            arities[i] = row.getFieldCount();
            type = row.getTypeAt(indexes[i]);
            avro = withoutNull(avro.getField(parts[i]).schema());
            nullable |= type.isNullable();
        }
        return Optional.of(new FieldPath(dottedName, indexes, arities, type.copy(nullable), avro));
    }

    /** The dotted name. */
    public String name() {
        return name;
    }

    /** The index in the top row, then in the row found there, and so on. */
    public int[] indexes() {
        return indexes.clone();
    }

    /** The field's type; nullable when it, or a record on the way to it, is. */
    public LogicalType type() {
        return type;
    }

    /** The field's Avro type without null. */
    public Schema avro() {
        return avro;
    }

    /** The row, {@code row} itself or one in it, that holds the field; null when a record on the way is null. */
    public RowData holder(RowData row) {
        RowData holder = row;
        for (int i = 0; i < indexes.length - 1; i++) {
            if (holder.isNullAt(indexes[i])) {
                return null;
            }
            holder = holder.getRow(indexes[i], arities[i + 1]);
        }
        return holder;
    }

    /** The field's index in {@link #holder}. */
    public int position() {
        return indexes[indexes.length - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath that
                && name.equals(that.name)
                && Arrays.equals(indexes, that.indexes)
                && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(indexes);
    }

    @Override
    public String toString() {
        return name + " " + type;
    }

    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        return schema.getTypes().get(0).getType() == Schema.Type.NULL
                ? schema.getTypes().get(1)
                : schema.getTypes().get(0);
    }
}
