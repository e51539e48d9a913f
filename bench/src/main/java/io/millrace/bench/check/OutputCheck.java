package io.millrace.bench.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.bench.Directories;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Run;
import io.millrace.bench.system.SqlTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the output of a run with its input. */
public final class OutputCheck implements AutoCloseable {

    /** The digest of an input, kept beside it; of use for as long as the query is the same. */
    private record Kept(String query, Digest digest) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSet data;
    private final DigestQuery query;
    private final Connection connection;
    private final Digest expected;

    /** Reads the input, unless that was done before. It must be the one without bad lines. */
    public OutputCheck(DataSet data, InputFiles input) throws SQLException, IOException {
        this.data = data;
        this.query = new DigestQuery(data.schema());
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false; SET TimeZone = 'UTC'");
        }
        this.expected = expected(input);
        if (expected.rows() != input.rows()) {
            throw new IOException("DuckDB reads %d rows from %s, but %d were written"
                    .formatted(expected.rows(), input.directory(), input.rows()));
        }
    }

    private Digest expected(InputFiles input) throws SQLException, IOException {
        Path file = input.directory().resolve("_digest.json");
        String table = "read_json('%s/*.jsonl', format = 'newline_delimited', columns = {%s})"
                .formatted(input.directory(), SqlTypes.DUCKDB.columnMap(data.schema()));
        if (Files.exists(file)) {
            Kept kept = JSON.readValue(file.toFile(), Kept.class);
            if (kept.query.equals(query.over(table))) {
                return kept.digest;
            }
        }
        try (Statement statement = connection.createStatement()) {
            Digest digest = query.digest(statement, table);
            JSON.writeValue(file.toFile(), new Kept(query.over(table), digest));
            return digest;
        }
    }

    /** Everything that can be said about the output: its rows, where they are, how they are compressed. */
    public Output check(Run run) throws SQLException, IOException, MismatchException {
        List<Path> files = Directories.files(run.output()).stream()
                .filter(file -> !isHidden(run.output().relativize(file)))
                .toList();
        if (files.isEmpty()) {
            throw new MismatchException("no files");
        }
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = connection.createStatement()) {
            checkCodec(statement, list, run.codec());
            checkPartitions(statement, list);
            Digest digest = query.digest(
                    statement, "read_parquet(%s, hive_partitioning = false, union_by_name = false)".formatted(list));
            if (!digest.equals(expected)) {
                throw new MismatchException(expected.difference(digest));
            }
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new Output(expected.rows(), bytes, files.size());
    }

    private static void checkCodec(Statement statement, String list, Codec codec)
            throws SQLException, MismatchException {
        try (ResultSet found =
                statement.executeQuery("SELECT DISTINCT compression FROM parquet_metadata(" + list + ")")) {
            while (found.next()) {
                if (!found.getString(1).equals(codec.name())) {
                    throw new MismatchException(found.getString(1) + " instead of " + codec.name());
                }
            }
        }
    }

    private void checkPartitions(Statement statement, String list) throws SQLException, MismatchException {
        String time = SqlTypes.DUCKDB.name(data.timeField());
        try (ResultSet found = statement.executeQuery(
                """
                SELECT filename, min(epoch_us(%1$s)), max(epoch_us(%1$s))
                FROM read_parquet(%2$s, filename = true, hive_partitioning = false) GROUP BY filename
                """
                        .formatted(time, list))) {
            while (found.next()) {
                HourDirectory directory = HourDirectory.of(Path.of(found.getString(1)));
                if (!directory.holds(found.getLong(2)) || !directory.holds(found.getLong(3))) {
                    throw new MismatchException("rows of another hour in " + found.getString(1));
                }
            }
        }
    }

    private static boolean isHidden(Path relative) {
        return Stream.iterate(relative, path -> path != null, Path::getParent)
                .map(path -> path.getFileName().toString())
                .anyMatch(name -> name.startsWith(".") || name.startsWith("_"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
