package io.millrace.job.ddl;

import static java.util.stream.Collectors.joining;

import io.millrace.job.ddl.OutputTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/** What Spark and Athena have in common, which both have from Hive: names, texts, lists of columns. */
final class HiveText {

    private HiveText() {}

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** A table's name, with that of its database. */
    static String table(String name) {
        return Arrays.stream(name.split("\\.", -1)).map(HiveText::quoted).collect(joining("."));
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Lines of the columns whose type the dialect has. */
    static String columns(List<Column> columns, Function<Schema, Optional<String>> types) {
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            types.apply(column.type()).ifPresent(type -> lines.add("  " + quoted(column.name()) + " " + type));
        }
        return String.join(",\n", lines);
    }

    /** A comment on each of the other columns. */
    static String missing(List<Column> columns, Function<Schema, Optional<String>> types, String system) {
        StringBuilder comments = new StringBuilder();
        for (Column column : columns) {
            if (types.apply(column.type()).isEmpty()) {
                comments.append("-- Without the column ")
                        .append(column.name())
                        .append(", for whose type ")
                        .append(system)
                        .append(" has none.\n");
            }
        }
        return comments.toString();
    }
}
