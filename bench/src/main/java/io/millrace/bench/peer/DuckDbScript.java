package io.millrace.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes a file of SQL in DuckDB. */
public final class DuckDbScript {

    private DuckDbScript() {}

    public static void main(String[] args) throws IOException, SQLException {
        String sql = Files.readString(Path.of(args[0]));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
