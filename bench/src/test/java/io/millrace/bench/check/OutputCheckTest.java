package io.millrace.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.Directories;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.peer.DuckDbScript;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Run;
import io.millrace.bench.system.Systems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB writes the output, as in a run or with one thing wrong. */
final class OutputCheckTest {

    @TempDir
    private Path directory;

    private InputFiles input;
    private Run run;
    private Path script;
    private String sql;

    @BeforeEach
    void prepare() throws Exception {
        input = InputFiles.of(new DataSpec(DataSet.NESTED, 1, 100_000, 0), directory);
        run = new Run(
                DataSet.NESTED, Codec.ZSTD, 1, input.directory(), Files.createDirectory(directory.resolve("run")));
        Systems.all(new Installation(directory)).get(1).prepare(run);
        script = run.work().resolve("run.sql");
        sql = Files.readString(script);
    }

    @Test
    void theSameRowsInAnyOrderAreRight() throws Exception {
        Output output = write(sql);

        assertThat(output.rows()).isEqualTo(input.rows());
        assertThat(output.files()).isEqualTo(24);
        assertThat(output.bytes()).isPositive();
    }

    @Test
    void theInputIsReadOnce() throws Exception {
        write(sql);
        Files.delete(input.files().get(0));

        assertThat(checked().rows()).isEqualTo(input.rows());
    }

    @Test
    void aRowTooFewIsFound() {
        refused(sql.replaceFirst("(?s)FROM read_json(.*?)\\)\n", "FROM read_json$1) OFFSET 1\n"), "rows instead of");
    }

    @Test
    void anotherValueIsFoundAndItsColumnIsNamed() {
        refused(
                sql.replace("SELECT *,", "SELECT * REPLACE (upper(comment) AS comment),"),
                "[comment, whole row] differ in values");
        refused(
                sql.replace(
                        "SELECT *,", "SELECT * REPLACE (\"receivedAt\" + INTERVAL 1 microsecond AS \"receivedAt\"),"),
                "[receivedAt, whole row] differ in values");
        refused(sql.replace("SELECT *,", "SELECT * REPLACE (tags[2:] AS tags),"), "[tags, whole row] differ in values");
    }

    @Test
    void valuesThatAreRightButStandInOtherRowsAreFound() {
        refused(
                sql.replace(
                                "SELECT *,",
                                "SELECT * REPLACE (coalesce(lead(\"userAgent\") OVER w, first_value(\"userAgent\") OVER w)"
                                        + " AS \"userAgent\"),")
                        .replaceFirst(
                                "(?s)FROM read_json(.*?)\\)\n",
                                "FROM read_json$1) WINDOW w AS (ORDER BY \"eventId\")\n"),
                "[whole row] differ in values");
    }

    @Test
    void rowsInTheDirectoryOfAnotherHourAreFound() {
        refused(sql.replace("AS hour\n", "// 2 AS hour\n"), "rows of another hour in ");
    }

    @Test
    void anotherCodecIsFound() {
        refused(sql.replace("COMPRESSION zstd", "COMPRESSION snappy"), "SNAPPY instead of ZSTD");
    }

    @Test
    void noFilesAreFound() {
        assertThatThrownBy(this::checked).isInstanceOf(MismatchException.class).hasMessage("no files");
    }

    private void refused(String wrongSql, String message) {
        assertThat(wrongSql).isNotEqualTo(sql);
        assertThatThrownBy(() -> write(wrongSql))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining(message);
    }

    private Output write(String statements) throws Exception {
        Directories.delete(run.output());
        Files.writeString(script, statements);
        DuckDbScript.main(new String[] {script.toString()});
        return checked();
    }

    private Output checked() throws Exception {
        try (OutputCheck check = new OutputCheck(DataSet.NESTED, input)) {
            return check.check(run);
        }
    }
}
