package io.millrace.job.ddl;

import static java.util.stream.Collectors.joining;

import io.millrace.job.config.Directory;
import io.millrace.job.ddl.OutputTable.Column;
import io.millrace.job.ddl.OutputTable.Format;
import io.millrace.job.ddl.OutputTable.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/** A view of DuckDB. It can be made when there is at least one file. */
final class DuckDbDdl {

    private static final SqlTypes TYPES = new Types();

    private final OutputTable table;

    private DuckDbDdl(OutputTable table) {
        this.table = table;
    }

    static String of(OutputTable table) {
        if (table.format() == Format.AVRO) {
            throw new IllegalArgumentException("DuckDB reads Avro only with an extension that is not part of it, so no"
                    + " table is known; expected output.files.format to be parquet, ndjson or csv, or another dialect");
        }
        return new DuckDbDdl(table).ddl();
    }

    private String ddl() {
        List<String> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(selected(column)));
        table.named().forEach(partition -> columns.add(quoted(partition.name())));
        return "CREATE OR REPLACE VIEW "
                + Arrays.stream(table.name().split("\\.", -1))
                        .map(DuckDbDdl::quoted)
                        .collect(joining("."))
                + " AS\nSELECT\n  " + String.join(",\n  ", columns) + "\nFROM " + reader() + ";\n";
    }

    private String reader() {
        List<String> arguments = new ArrayList<>();
        arguments.add(literal(glob()));
        switch (table.format()) {
            case NDJSON -> {
                arguments.add("format = 'newline_delimited'");
                arguments.add(columns(TYPES::of));
            }
            case CSV -> {
                arguments.add("auto_detect = false, header = " + table.header());
                arguments.add("delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false");
                arguments.add(columns(TYPES::cell));
            }
            // Files of an older schema lack its newer columns.
            default -> arguments.add("union_by_name = true");
        }
        List<Partition> named = table.named();
        arguments.add("hive_partitioning = " + !named.isEmpty());
        if (!named.isEmpty()) {
            arguments.add("hive_types = {"
                    + named.stream()
                            .map(partition -> typed(new Column(partition.name(), partition.type()), TYPES::of))
                            .collect(joining(", "))
                    + "}");
        }
        String reader =
                switch (table.format()) {
                    case NDJSON -> "read_json";
                    case CSV -> "read_csv";
                    default -> "read_parquet";
                };
        return reader + "(\n  " + String.join(",\n  ", arguments) + ")";
    }

    private String columns(Function<Schema, Optional<String>> types) {
        return table.columns().stream().map(column -> typed(column, types)).collect(joining(", ", "columns = {", "}"));
    }

    /** What a cell of CSV has as JSON is parsed. */
    private String selected(Column column) {
        String name = quoted(column.name());
        boolean json = table.format() == Format.CSV && SqlTypes.isNested(column.type());
        return json
                ? "CAST(CAST(" + name + " AS JSON) AS "
                        + TYPES.of(column.type()).orElseThrow() + ") AS " + name
                : name;
    }

    private static String typed(Column column, Function<Schema, Optional<String>> types) {
        return quoted(column.name()) + ": " + literal(types.apply(column.type()).orElseThrow());
    }

    /** Every directory at its depth, so that nothing else under the path is read. */
    private String glob() {
        if (table.root().contains("\\")) {
            throw new IllegalArgumentException(
                    "DuckDB finds no files under a path with a backslash, but output.files.path is '"
                            + table.files().path() + "'");
        }
        StringBuilder glob = new StringBuilder(escaped(table.root().replaceFirst("^file:", "")));
        for (Directory directory : table.layout().directories()) {
            String column = directory.column().map(name -> name + "=").orElse("");
            String value = directory instanceof Directory.Text text
                    ? escaped(text.text())
                    : directory.column().isPresent() ? "*" : "[!._]*";
            glob.append('/').append(column).append(value);
        }
        return glob + "/[!._]*" + table.extension();
    }

    /** What stands for itself in a glob. */
    private static String escaped(String path) {
        return path.replaceAll("[\\[*?]", "[$0]");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static final class Types extends SqlTypes {

        @Override
        Optional<String> scalar(Scalar type) {
            return Optional.of(
                    switch (type) {
                        case BOOLEAN -> "BOOLEAN";
                        case INT -> "INTEGER";
                        case LONG -> "BIGINT";
                        case FLOAT -> "FLOAT";
                        case DOUBLE -> "DOUBLE";
                        // Bytes are base64 in NDJSON and CSV, the formats whose types are named.
                        case TEXT, BYTES -> "VARCHAR";
                        case DATE -> "DATE";
                        case TIME_OF_DAY -> "TIME";
                        case TIMESTAMP -> "TIMESTAMPTZ";
                        case LOCAL_TIMESTAMP -> "TIMESTAMP";
                    });
        }

        @Override
        String decimal(int precision, int scale) {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }

        @Override
        String array(String element) {
            return element + "[]";
        }

        @Override
        String map(String value) {
            return "MAP(VARCHAR, " + value + ")";
        }

        @Override
        String field(String name, String type) {
            return quoted(name) + " " + type;
        }

        @Override
        String struct(List<String> fields) {
            return "STRUCT(" + String.join(", ", fields) + ")";
        }
    }
}
