package io.millrace.job.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files of lines, plain and compressed, through the whole job. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class FilesSourceIT {

    private static final int PLAIN = 60_000;
    private static final int EACH_COMPRESSED = 20_000;
    private static final int EVENTS = PLAIN + 2 * EACH_COMPRESSED;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void schema() throws IOException {
        Events.writeSchema(directory);
        Faults.clear();
    }

    @Test
    void everyLineIsInTheFilesOnceThoughTheJobFailsOften() throws Exception {
        write("in/a/plain.jsonl", 0, PLAIN, out -> out);
        write("in/b/packed.jsonl.gz", PLAIN, EACH_COMPRESSED, GZIPOutputStream::new);
        write("in/b/packed.jsonl.zst", PLAIN + EACH_COMPRESSED, EACH_COMPRESSED, ZstdOutputStream::new);
        Faults.at(Faults.Point.BEFORE_BARRIER, 4, 15_000);
        Faults.at(Faults.Point.DURING_COMMIT, 3, 4);

        run(FailingDecoders::new);

        assertThat(Faults.left()).as("failures that did not happen").isZero();
        Events.assertEachOnce(directory.resolve("out"), EVENTS);
        assertThat(directory.resolve("dead")).doesNotExist();
    }

    @Test
    void aBadLineIsADeadLetterWithItsByteRangeAndTheFileGoesOn() throws Exception {
        String good = Events.event(0) + "\n";
        String bad = "{\"id\": 1, \"at\": \"yesterday\"}";
        Path file = directory.resolve("in/events.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, good + bad + "\n" + Events.event(1) + "\n\n" + Events.event(2));

        run(UnaryOperator.identity());

        Events.assertEachOnce(directory.resolve("out"), 3);
        try (DuckDb duckdb = DuckDb.open()) {
            List<Map<String, Object>> letters = duckdb.rows("SELECT source, position, payload_base64, error_kind FROM "
                    + DuckDb.ndjson(directory.resolve("dead")));
            assertThat(letters).singleElement().satisfies(letter -> {
                assertThat(letter)
                        .containsEntry("source", file.toUri().toString().replace("file:///", "file:/"))
                        .containsEntry("error_kind", "type-mismatch")
                        .containsEntry("payload_base64", Base64.getEncoder().encodeToString(bad.getBytes(UTF_8)))
                        .containsEntry("position", "bytes=" + good.length() + "-" + (good.length() + bad.length() - 1));
            });
        }
    }

    @Test
    void aPatternThatMatchesNothingFailsTheJobInsteadOfFinishingIt() throws Exception {
        Files.createDirectories(directory.resolve("in"));
        assertThatThrownBy(() -> run(UnaryOperator.identity()))
                .hasStackTraceContaining("source.files.path: no file matches " + directory.resolve("in"));
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private void write(String name, int first, int count, Packing packing) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = packing.around(Files.newOutputStream(file))) {
            out.write(IntStream.range(first, first + count)
                    .mapToObj(id -> Events.event(id) + "\n")
                    .collect(Collectors.joining())
                    .getBytes(UTF_8));
        }
    }

    private void run(UnaryOperator<Decoder.Factory> decoders) throws Exception {
        String yaml =
                """
                name: files
                parallelism: 2
                source:
                  files:
                    path: %s
                    split-size: 1 MiB
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 100 ms
                  restarts: 100
                  directory: %s
                """
                        .formatted(
                                directory.resolve("in"),
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "files.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withDecoders(decoders)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        env.execute();
    }
}
