package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example {@code change-events} in every format and layout: the rows, and with them the descriptions of updates, are
 * those of the golden file in each of them.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class ChangeEventsIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path GOLDEN = Path.of("src/test/resources/golden/change-events.jsonl");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path directory;

    static Stream<Arguments> formatsAndLayouts() {
        return Stream.of("parquet", "ndjson", "csv", "avro")
                .flatMap(format -> Stream.of("hive", "date-hour", "date", "collection", "flat")
                        .map(layout -> Arguments.of(format, layout)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndLayouts")
    void everyChangeIsTheSameRowInEveryFormatAndLayout(String format, String layout) throws Exception {
        run(format, layout);

        Map<String, String> columns = columns(layout);
        String names = String.join(", ", columns.keySet());
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.difference(
                            "(SELECT " + names + " FROM " + rows(format, columns) + ")",
                            "(SELECT " + names + " FROM " + DuckDb.ndjson(GOLDEN, columns) + ")"))
                    .isEmpty();
            assertThat(duckdb.value("SELECT update_description::JSON->'truncatedArrays'->0->>'newSize' FROM "
                            + rows(format, columns) + " WHERE operation = 'update'"))
                    .isEqualTo("2");
        }
        assertThat(directories()).isEqualTo(directoriesOf(layout));
        assertThat(directory.resolve("dead")).doesNotExist();
    }

    /** With {@code hive} the collection is a column of the directories, and so not one of the files. */
    private static Map<String, String> columns(String layout) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("operation", "VARCHAR");
        columns.put("database", "VARCHAR");
        if (!layout.equals("hive")) {
            columns.put("collection", "VARCHAR");
        }
        columns.put("cluster_time", "TIMESTAMPTZ");
        for (String column : List.of("document_key", "full_document", "update_description", "resume_token")) {
            columns.put(column, "VARCHAR");
        }
        return columns;
    }

    private String rows(String format, Map<String, String> columns) throws Exception {
        Path out = directory.resolve("out");
        return switch (format) {
            case "parquet" -> DuckDb.parquet(out);
            case "ndjson" -> DuckDb.ndjson(out, columns);
            case "csv" -> DuckDb.csv(out, columns);
            default -> DuckDb.ndjson(AvroFiles.toNdjson(out, directory.resolve("lines")), columns);
        };
    }

    private static List<String> directoriesOf(String layout) {
        return switch (layout) {
            case "hive" ->
                List.of(
                        "collection=__HIVE_DEFAULT_PARTITION__/year=2026/month=03/day=02/hour=07",
                        "collection=orders/year=2026/month=03/day=02/hour=07",
                        "collection=users/year=2026/month=03/day=02/hour=06",
                        "collection=users/year=2026/month=03/day=02/hour=07",
                        "collection=users/year=2026/month=03/day=03/hour=00");
            case "date-hour" -> List.of("2026/03/02/06", "2026/03/02/07", "2026/03/03/00");
            case "date" -> List.of("2026/03/02", "2026/03/03");
            case "collection" -> List.of("null", "orders", "users");
            default -> List.of("");
        };
    }

    private List<String> directories() throws Exception {
        Path out = directory.resolve("out");
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file.getParent()).toString())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private void run(String format, String layout) throws Exception {
        Path example = ROOT.resolve("conf/examples/change-events.yaml");
        PipelineConfig config = ConfigLoader.load(
                example,
                Map.of(
                        "output.files.format",
                        "{" + format + ": {}}",
                        "route.layout",
                        layout,
                        "parallelism",
                        "1",
                        "checkpoint.directory",
                        directory.resolve("checkpoints").toString()),
                Map.of(
                        "INPUT",
                        ROOT.resolve("conf/examples/messages/changes.jsonl")
                                .toAbsolutePath()
                                .toString(),
                        "OUTPUT",
                        directory.resolve("out").toString(),
                        "DEAD_LETTERS",
                        directory.resolve("dead").toString())::get);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.besides(example), PipelineEnds.of(config, lines -> {}));
        env.execute();
    }
}
