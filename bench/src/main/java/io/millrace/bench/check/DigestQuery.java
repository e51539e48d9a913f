package io.millrace.bench.check;

import io.millrace.bench.system.SqlTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The query that makes a {@link Digest} of a table with a schema's columns. */
final class DigestQuery {

    private static final String WHOLE_ROW = "whole row";

    /** Path of each leaf column, and its value in a form that does not depend on how a file holds it. */
    private final Map<String, String> columns = new LinkedHashMap<>();

    DigestQuery(Schema schema) {
        addFields(schema, "", "");
    }

    private void addFields(Schema record, String path, String expression) {
        for (Schema.Field field : record.getFields()) {
            Schema schema = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
            String fieldPath = path + field.name();
            String fieldExpression = expression + SqlTypes.DUCKDB.name(field.name());
            if (schema.getType() == Schema.Type.RECORD) {
                addFields(schema, fieldPath + ".", fieldExpression + ".");
            } else if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
                columns.put(fieldPath, "epoch_us(" + fieldExpression + ")");
            } else {
                columns.put(fieldPath, fieldExpression + "::" + SqlTypes.DUCKDB.type(schema));
            }
        }
    }

    String over(String table) {
        List<String> sums = new ArrayList<>();
        columns.values().forEach(value -> sums.add("sum(hash(" + value + "))"));
        sums.add("sum(hash(" + String.join(", ", columns.values()) + "))");
        return "SELECT count(*), " + String.join(", ", sums) + " FROM " + table;
    }

    Digest digest(Statement statement, String table) throws SQLException {
        try (ResultSet result = statement.executeQuery(over(table))) {
            result.next();
            int index = 1;
            long rows = result.getLong(index++);
            Map<String, String> sums = new LinkedHashMap<>();
            for (String column : columns.keySet()) {
                sums.put(column, String.valueOf(result.getString(index++)));
            }
            sums.put(WHOLE_ROW, String.valueOf(result.getString(index)));
            return new Digest(rows, sums);
        }
    }
}
