package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionPathTest {

    @ParameterizedTest
    @CsvSource({
        "collection=users, collection%3Dusers",
        "a/b, a%2Fb",
        "a\\b, a%5Cb",
        ".., %2E.",
        "., %2E",
        ".hidden, %2Ehidden",
        "_temporary, %5Ftemporary",
        "a_b.c, a_b.c",
        "50%, 50%25",
        "a b, a%20b",
        "a+b@c~d, a+b@c~d",
        "Zürich, Zürich",
        "東京, 東京",
        "😀, 😀",
        "a:b?c#d*, a%3Ab%3Fc%23d%2A",
        "'a\u0001b\n', a%01b%0A",
        "null, %6Eull",
        "NULL, %4EULL",
        "nullable, nullable",
        "'', ''"
    })
    void whatADirectoryCannotBeCalledIsEscaped(String value, String escaped) {
        assertThat(PartitionPath.escaped(value)).isEqualTo(escaped);
    }

    @Property(tries = 2_000)
    void escapingCanBeUndoneAndStaysUnderItsParent(@ForAll("values") String value) {
        String escaped = PartitionPath.escaped(value);

        assertThat(unescapedAsHiveDoes(escaped)).isEqualTo(value);
        Path base = new Path("s3://lake/events");
        for (String name : List.of(escaped, "column=" + escaped)) {
            Path directory = new Path(base, name);
            assertThat(directory.getParent()).isEqualTo(base);
            assertThat(directory.getName()).isEqualTo(name);
            assertThat(directory.toString()).isEqualTo(base + "/" + name);
        }
        assertThat(escaped).doesNotContain("/", "=").doesNotStartWith("_").doesNotStartWith(".");
        assertThat(escaped).isNotEqualToIgnoringCase(PartitionPath.NULL);
    }

    /** Several hundred values at once: each is a directory with a file in which the value stands, too. */
    @Property(tries = 5)
    void duckDbReadsTheValuesThatWereEscaped(@ForAll("manyValues") List<String> values) throws IOException {
        java.nio.file.Path directory = Files.createTempDirectory("partitions");
        Map<Long, String> expected = new TreeMap<>();
        for (String value : values) {
            String name = PartitionPath.escaped(value);
            if (PartitionPath.bytes(name) > PartitionPath.MAX_SEGMENT_BYTES - 2) {
                continue;
            }
            long id = expected.size();
            java.nio.file.Path partition = Files.createDirectories(directory.resolve("k=" + name));
            Files.writeString(partition.resolve("rows.csv"), "id\n" + id + "\n");
            expected.put(id, value);
        }
        try (DuckDb duckdb = DuckDb.open()) {
            Map<Long, String> read = new TreeMap<>();
            duckdb.rows("SELECT id, encode(k)::BLOB AS k FROM read_csv('" + directory
                            + "/k=*/rows.csv', hive_partitioning = true, hive_types = {'k': VARCHAR}, header = true,"
                            + " columns = {'id': 'BIGINT'})")
                    .forEach(row ->
                            read.put((Long) row.get("id"), new String((byte[]) row.get("k"), StandardCharsets.UTF_8)));
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void aNullIsReadAsNullAndNoTextIs(@TempDir java.nio.file.Path directory) throws IOException {
        Files.createDirectories(directory.resolve("k=" + PartitionPath.NULL_OF_COLUMN));
        Files.writeString(directory.resolve("k=" + PartitionPath.NULL_OF_COLUMN + "/rows.csv"), "id\n1\n");
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.value("SELECT k IS NULL FROM read_csv('" + directory
                            + "/*/rows.csv', hive_partitioning = true, hive_types = {'k': VARCHAR})"))
                    .isEqualTo(true);
        }
        assertThat(PartitionPath.escaped(PartitionPath.NULL_OF_COLUMN)).isNotEqualTo(PartitionPath.NULL_OF_COLUMN);
    }

    /** As Hive, Spark and Trino undo it: %XX is one character. */
    private static String unescapedAsHiveDoes(String name) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%' && i + 2 < name.length()) {
                value.append((char) HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                value.append(name.charAt(i));
            }
        }
        return value.toString();
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> awkward = Arbitraries.of(
                "..",
                ".",
                "/",
                "//",
                "=",
                "a=b",
                "%",
                "%2F",
                "%25",
                "null",
                "Null",
                "_",
                "__HIVE_DEFAULT_PARTITION__x",
                " ",
                "\t",
                "\u0000",
                "\u007f",
                "\u0085",
                "é",
                "e\u0301",
                "東京",
                "😀",
                "-",
                "01",
                "1e3",
                "true",
                "+",
                "*",
                "[a]",
                "{a}",
                "'",
                "\"",
                "`",
                "$",
                "\\",
                "..\\..",
                "../../etc/passwd",
                "s3://x",
                "C:");
        Arbitrary<String> any = Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(PartitionPathTest::wellFormed)
                .filter(text -> !text.isEmpty());
        Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20);
        return Arbitraries.oneOf(awkward, any, ascii, awkward.flatMap(a -> ascii.map(b -> a + b)));
    }

    @Provide
    Arbitrary<List<String>> manyValues() {
        return values().list().ofSize(300).uniqueElements();
    }

    /** A text that has bytes in UTF-8, as every text of a row has. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
