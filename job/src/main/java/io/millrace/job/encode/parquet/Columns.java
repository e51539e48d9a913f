package io.millrace.job.encode.parquet;

import io.millrace.job.record.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of one open file, and the writers that take its rows apart. */
final class Columns {

    private final MessageType message;
    private final FileContext context;
    private final List<LearnedColumn> learned;
    private final List<ColumnBuffer> all = new ArrayList<>();
    private final GroupWriters.Row row;

    Columns(MessageType message, Schema avro, FileContext context, List<LearnedColumn> learned) {
        this.message = message;
        this.context = context;
        this.learned = learned;
        this.row = new GroupWriters.Row("", false, 0, fields(message, avro, new String[0], 0, 0));
    }

    GroupWriters.Row row() {
        return row;
    }

    /** In the order of {@link MessageType#getColumns}. */
    List<ColumnBuffer> all() {
        return all;
    }

    private FieldWriter[] fields(GroupType group, Schema record, String[] path, int repetition, int definition) {
        FieldWriter[] fields = new FieldWriter[group.getFieldCount()];
        for (int i = 0; i < fields.length; i++) {
            Schema schema = record.getFields().get(i).schema();
            fields[i] = field(group.getType(i), schema, path, repetition, definition);
        }
        return fields;
    }

    private FieldWriter field(Type type, Schema nullable, String[] parent, int repetition, int outerDefinition) {
        Schema schema = RecordSchema.withoutNull(nullable);
        String[] path = with(parent, type.getName());
        String name = String.join(".", path);
        boolean optional = type.isRepetition(Type.Repetition.OPTIONAL);
        int definition = outerDefinition + (optional ? 1 : 0);
        return switch (schema.getType()) {
            case RECORD ->
                new GroupWriters.Row(
                        name, optional, definition, fields(type.asGroupType(), schema, path, repetition, definition));
            case ARRAY -> {
                GroupType list = type.asGroupType().getType(0).asGroupType();
                String[] inside = with(path, list.getName());
                FieldWriter element =
                        field(list.getType(0), schema.getElementType(), inside, repetition + 1, definition + 1);
                yield new GroupWriters.List(name, optional, definition, repetition + 1, element);
            }
            case MAP -> {
                GroupType entry = type.asGroupType().getType(0).asGroupType();
                String[] inside = with(path, entry.getName());
                FieldWriter key = field(
                        entry.getType(0), Schema.create(Schema.Type.STRING), inside, repetition + 1, definition + 1);
                FieldWriter value =
                        field(entry.getType(1), schema.getValueType(), inside, repetition + 1, definition + 1);
                yield new GroupWriters.Map(name, optional, definition, repetition + 1, key, value);
            }
            default -> leaf(name, optional, message.getColumnDescription(path));
        };
    }

    private FieldWriter leaf(String name, boolean optional, ColumnDescriptor column) {
        LearnedColumn known = learned.get(all.size());
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> new LeafWriters.OfBoolean(name, optional, add(new BooleanColumn(column, context, known)));
            case INT32, INT64, FLOAT, DOUBLE ->
                new LeafWriters.OfNumber(name, optional, add(new NumberColumn(column, context, known)));
            case BINARY -> new LeafWriters.OfBytes(name, optional, add(new BytesColumn(column, context, known)));
            case FIXED_LEN_BYTE_ARRAY -> {
                BytesColumn bytes = add(new BytesColumn(column, context, known));
                yield column.getPrimitiveType().getLogicalTypeAnnotation() == null
                        ? new LeafWriters.OfBytes(name, optional, bytes)
                        : new LeafWriters.OfWideDecimal(name, optional, bytes);
            }
            case INT96 -> throw new IllegalStateException("no schema of ours has " + column);
        };
    }

    private <C extends ColumnBuffer> C add(C column) {
        all.add(column);
        return column;
    }

    private static String[] with(String[] path, String name) {
        String[] longer = java.util.Arrays.copyOf(path, path.length + 1);
        longer[path.length] = name;
        return longer;
    }
}
