package io.millrace.job.testkit;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/**
 * The other program that reads what Millrace wrote: an in-memory DuckDB, time zone UTC.
 *
 * <pre>{@code
 * try (DuckDb duckdb = DuckDb.open()) {
 *     assertThat(duckdb.count(DuckDb.parquet(directory))).isEqualTo(1000);
 *     assertThat(duckdb.difference(DuckDb.parquet(directory), DuckDb.ndjson(expected))).isEmpty();
 * }
 * }</pre>
 */
public final class DuckDb implements AutoCloseable {

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    public static DuckDb open() {
        try {
            DuckDb duckdb = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
            duckdb.execute("SET TimeZone = 'UTC'");
            duckdb.execute("SET threads = 2");
            duckdb.execute("SET memory_limit = '1GB'");
            return duckdb;
        } catch (SQLException e) {
            throw new AssertionError("DuckDB does not open", e);
        }
    }

    /** A relation of all finished Parquet files under a directory, or of one file. Hidden files are not read. */
    public static String parquet(Path path) {
        return "read_parquet(" + files(path, ".parquet") + ", hive_partitioning = false)";
    }

    /** A relation of all NDJSON files, compressed or not, under a directory, or of one file. Types are inferred. */
    public static String ndjson(Path path) {
        return "read_json(" + files(path, ".jsonl*") + ", format = 'newline_delimited', hive_partitioning = false)";
    }

    /** A relation of NDJSON files with given types: {@code "id BIGINT, at TIMESTAMPTZ"}. */
    public static String ndjson(Path path, Map<String, String> columns) {
        StringBuilder types = new StringBuilder();
        columns.forEach(
                (name, type) -> types.append(types.isEmpty() ? "" : ", ").append(literal(name) + ": " + literal(type)));
        return "read_json(" + files(path, ".jsonl*")
                + ", format = 'newline_delimited', hive_partitioning = false, columns = {" + types + "})";
    }

    /**
     * A relation of CSV files with given types, whose first lines are names: nothing is null, and quotes are not; lists,
     * structs and maps are JSON.
     */
    public static String csv(Path path, Map<String, String> columns) {
        List<String> parsed = new ArrayList<>();
        List<String> types = new ArrayList<>();
        columns.forEach((name, type) -> {
            boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
            String column = '"' + name + '"';
            if (nested) {
                parsed.add("CAST(CAST(" + column + " AS JSON) AS " + type + ") AS " + column);
            }
            types.add(literal(name) + ": " + literal(nested ? "VARCHAR" : type));
        });
        String all = parsed.isEmpty() ? "*" : "* REPLACE (" + String.join(", ", parsed) + ")";
        return "(SELECT " + all + " FROM read_csv(" + files(path, ".csv*")
                + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
                + " allow_quoted_nulls = false, hive_partitioning = false, columns = {" + String.join(", ", types)
                + "}))";
    }

    private static String files(Path path, String ending) {
        String text = path.toAbsolutePath().toString();
        return literal(path.toFile().isDirectory() ? text + "/**/[!._]*" + ending : text);
    }

    /** A text as SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * The rows that a query gives, as maps from column to value in the columns' order. Lists, structs and maps are
     * {@link List} and {@link Map}, hugeints {@link BigInteger}, blobs {@code byte[]}, times {@code java.time}.
     */
    public List<Map<String, Object>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnName(i), plain(result.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** The first column of a query's rows. */
    public List<Object> column(String sql) {
        return new ArrayList<>(
                rows(sql).stream().map(row -> row.values().iterator().next()).toList());
    }

    /** The only value of a query's only row. */
    public Object value(String sql) {
        List<Map<String, Object>> rows = rows(sql);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            throw new AssertionError("expected one value from " + sql + ", but got " + rows);
        }
        return rows.get(0).values().iterator().next();
    }

    /** How many rows a relation has: a table, or what {@link #parquet} and {@link #ndjson} give. */
    public long count(String relation) {
        return ((Number) value("SELECT count(*) FROM " + relation)).longValue();
    }

    /** The columns of a relation and DuckDB's types of them. */
    public Map<String, String> types(String relation) {
        Map<String, String> types = new LinkedHashMap<>();
        for (Map<String, Object> row : rows("DESCRIBE SELECT * FROM " + relation)) {
            types.put((String) row.get("column_name"), (String) row.get("column_type"));
        }
        return types;
    }

    /** The rows that one relation has and the other lacks, duplicates counted; {@code only_in} names the one. */
    public List<Map<String, Object>> difference(String left, String right) {
        return rows("SELECT 'left' AS only_in, * FROM (SELECT * FROM " + left + " EXCEPT ALL SELECT * FROM " + right
                + ") UNION ALL SELECT 'right' AS only_in, * FROM (SELECT * FROM " + right + " EXCEPT ALL SELECT * FROM "
                + left + ")");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError("DuckDB does not close", e);
        }
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                list.add(plain(element));
            }
            return list;
        }
        if (value instanceof DuckDBStruct struct) {
            return plainMap(struct.getMap());
        }
        if (value instanceof Struct struct) {
            throw new AssertionError("unknown struct " + struct.getClass());
        }
        if (value instanceof Map<?, ?> map) {
            return plainMap(map);
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        return value;
    }

    private static Map<Object, Object> plainMap(Map<?, ?> map) throws SQLException {
        Map<Object, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(plain(entry.getKey()), plain(entry.getValue()));
        }
        return copy;
    }

    private static AssertionError failed(String sql, SQLException e) {
        return new AssertionError("DuckDB: " + e.getMessage() + " in: " + sql, e);
    }
}
