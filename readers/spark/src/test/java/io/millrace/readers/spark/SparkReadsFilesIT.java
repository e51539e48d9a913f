package io.millrace.readers.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spark executes the DDL that Millrace prints and finds in the table the rows that went into the job. The files, the DDL
 * and the rows are what {@code LayoutsIT} of the job has left, so that it has to run before.
 */
final class SparkReadsFilesIT {

    private static final Path JOB = Path.of(System.getProperty("project.root", "../.."), "job");
    private static final Path CASES = JOB.resolve("target/layouts");

    private static final String COLUMNS = "id BIGINT, collection STRING, ledger_sequence BIGINT, occurred_at TIMESTAMP,"
            + " good BOOLEAN, amount DECIMAL(20, 2), born DATE, geo STRUCT<country: STRING>, tags ARRAY<STRING>";
    private static final String NAMES = "id, collection, ledger_sequence, occurred_at, good, amount, born, geo, tags";

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", Path.of("target", "warehouse").toAbsolutePath().toString())
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    static List<String> layouts() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            List<String> names = cases.filter(path -> Files.exists(path.resolve("spark.sql")))
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("types-"))
                    .sorted()
                    .toList();
            assertThat(names).as("layouts under %s", CASES).hasSizeGreaterThan(10);
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyRowIsInTheTable(String layout) throws IOException {
        makeTable(layout);
        Dataset<Row> expected =
                spark.read().schema(COLUMNS).json(CASES.resolve("in").toAbsolutePath().toString());
        // In CSV they are JSON.
        String names = layout.endsWith("-csv")
                ? NAMES.replace(
                        "geo, tags",
                        "from_json(geo, 'country STRING') AS geo, from_json(tags, 'ARRAY<STRING>') AS tags")
                : NAMES;
        Dataset<Row> actual = spark.sql("SELECT " + names + " FROM changes");

        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.exceptAll(expected).collectAsList()).isEmpty();
        assertThat(expected.exceptAll(actual).collectAsList()).isEmpty();
    }

    @Test
    void aQueryReadsOnlyTheDirectoriesThatItNeeds() throws IOException {
        makeTable("hive");
        Dataset<Row> one = spark.sql("SELECT input_file_name() FROM changes WHERE collection = 'a/b' AND year = 1969");
        assertThat(one.collectAsList())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getString(0)).contains("collection=a%252Fb/year=1969/"));
        assertThat(one.queryExecution().executedPlan().toString()).contains("PartitionFilters: [isnotnull(collection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"types-ndjson", "types-csv"})
    void everyTypeIsTheSameInEveryFormat(String table) throws IOException {
        boolean csv = table.equals("types-csv");
        makeTable("types-parquet");
        assertThat(spark.table("changes").count()).as("codecs").isEqualTo(5 * 200);
        StructType types = spark.table("changes").schema();
        List<String> parquet =
                texts(spark.sql("SELECT DISTINCT row FROM (" + rows(csv ? withoutEmptyTexts(types) : "*") + ")"));
        assertThat(parquet).hasSize(200);
        makeTable(table);

        assertThat(texts(spark.sql(rows(csv ? parsed(types) : "*")))).containsExactlyElementsOf(parquet);
    }

    /** In CSV Spark takes them for nulls. */
    private static String withoutEmptyTexts(StructType types) {
        return Arrays.stream(types.fields())
                .map(field -> {
                    String name = field.name();
                    boolean text = field.dataType() instanceof StringType || field.dataType() instanceof BinaryType;
                    return text ? "if(length(" + name + ") = 0, NULL, " + name + ") AS " + name : name;
                })
                .collect(Collectors.joining(", "));
    }

    /** Maps cannot be compared, their text can. */
    private static String rows(String columns) {
        return "SELECT to_json(struct(" + columns + "), map('ignoreNullFields', 'false')) AS row FROM changes";
    }

    /** What CSV has as text. */
    private static String parsed(StructType types) {
        return Arrays.stream(types.fields())
                .map(field -> {
                    String name = field.name();
                    DataType type = field.dataType();
                    if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
                        return "from_json(" + name + ", '" + type.sql() + "') AS " + name;
                    }
                    return type instanceof BinaryType ? "unbase64(" + name + ") AS " + name : name;
                })
                .collect(Collectors.joining(", "));
    }

    @Test
    void athenasStatementsAreWellFormed() throws Exception {
        try (Stream<Path> files = Files.list(JOB.resolve("src/test/resources/ddl"))) {
            List<Path> athena = files.filter(file ->
                            // Athena wants the class that Spark says is incompatible with Avro.
                            file.toString().endsWith(".athena.sql")
                                    && !file.toString().contains("-avro."))
                    .toList();
            assertThat(athena).isNotEmpty();
            for (Path file : athena) {
                for (String statement : statements(file)) {
                    // Its grammar has Hive's statements, which are Athena's.
                    assertThat(spark.sessionState().sqlParser().parsePlan(statement)).isNotNull();
                }
            }
        }
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.getString(0)).sorted().toList();
    }

    private static void makeTable(String name) throws IOException {
        spark.sql("DROP TABLE IF EXISTS changes");
        for (String statement : statements(CASES.resolve(name).resolve("spark.sql"))) {
            spark.sql(statement);
        }
    }

    private static List<String> statements(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).split(";\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
