package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.pipeline.Stages;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.rehearsal.Audience;
import io.millrace.job.rehearsal.Rehearsal;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.source.files.FilesSource;
import io.millrace.model.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal foretells what the job does: the same rows in the same partitions, the same records rejected. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class RehearsedIT {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @Test
    void theJobWritesWhatWasForetold() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        ClickGenerator generator = new ClickGenerator(7, 0.05, 0);
        Files.write(
                input.resolve("clicks.jsonl"),
                LongStream.range(0, 3_000)
                        .mapToObj(index -> generator.event(index).json())
                        .toList());
        PipelineConfig config = pipeline();
        List<String> foretold = new ArrayList<>();
        List<String> foretoldRejections = new ArrayList<>();
        long filtered = rehearse(config, foretold, foretoldRejections);

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        env.execute();

        assertThat(lines(directory.resolve("out")))
                .hasSizeGreaterThan(2_000)
                .containsExactlyInAnyOrderElementsOf(foretold);
        assertThat(lines(directory.resolve("dead")).stream()
                        .map(RehearsedIT::letter)
                        .map(letter -> letter.get("stage").asText() + " "
                                + letter.get("error_kind").asText() + " "
                                + letter.get("position").asText()))
                .hasSizeGreaterThan(50)
                .containsExactlyInAnyOrderElementsOf(foretoldRejections);
        assertThat(filtered).isPositive();
    }

    private PipelineConfig pipeline() throws Exception {
        String yaml =
                """
                name: rehearsed
                parallelism: 2
                source:
                  files:
                    path: %1$s/in
                    split-size: 1 MiB
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                transform:
                  - function: clean-click
                route:
                  event-time:
                    field: occurred_at
                    max-age: 36500 d
                output:
                  files:
                    path: %1$s/out
                    format: {ndjson: {compression: none}}
                dead-letter:
                  path: %1$s/dead
                checkpoint:
                  interval: 200 ms
                  directory: %1$s/checkpoints
                """
                        .formatted(directory);
        return ConfigLoader.parse(yaml, "rehearsed.yaml", Map.of(), variable -> null);
    }

    /** Returns how many records were filtered. */
    private long rehearse(PipelineConfig config, List<String> rows, List<String> rejections) throws Exception {
        Stages stages = Stages.of(
                config,
                SchemaLoader.in(directory),
                UnaryOperator.identity(),
                config.deadLetter().breaker());
        Audience audience = new Audience() {
            @Override
            public void row(RecordSchema schema, RoutedRecord row) {
                RowJson json = new RowJson(schema);
                json.append(row.row());
                rows.add(row.partition() + " " + new String(json.toBytes(), StandardCharsets.UTF_8));
            }

            @Override
            public void rejected(RejectedRecord rejected) {
                rejections.add(rejected.rejection().stage().label() + " "
                        + rejected.rejection().kind().label() + " "
                        + rejected.origin().position());
            }
        };
        try (Rehearsal rehearsal = Rehearsal.open(stages, Long.MAX_VALUE, audience)) {
            FilesSource.read(config.source().files(), config.decode().maxRecordSize(), null, message -> {
                rehearsal.process(message);
                return true;
            });
            assertThat(rehearsal.records()).isEqualTo(3_000);
            return rehearsal.filtered();
        }
    }

    private static JsonNode letter(String line) {
        try {
            return new JsonMapper().readTree(line.substring(line.indexOf(' ') + 1));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> lines(Path output) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String partition = output.relativize(file.getParent()).toString();
                Files.readAllLines(file).forEach(line -> lines.add(partition + " " + line));
            }
        }
        return lines;
    }
}
