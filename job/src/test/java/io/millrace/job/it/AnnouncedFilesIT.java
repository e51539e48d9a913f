package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.LogDirectory;
import io.millrace.job.announce.LogRow;
import io.millrace.job.announce.Verification;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.DuckDb;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.LogEntry;
import io.millrace.model.Rejection;
import io.millrace.model.SourceRange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of a job that fails often is announced, none before it is visible, and what came in is accounted for. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class AnnouncedFilesIT {

    private static final int EVENTS = 60_000;

    /** So many good lines stand before each bad one. */
    private static final int GOOD_LINES = 100;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private Path out;
    private LogDirectory log;

    @BeforeEach
    void input() throws IOException {
        Faults.clear();
        Events.writeSchema(directory);
        out = directory.resolve("out");
        log = LogDirectory.below(out.toUri());
        Files.createDirectories(directory.resolve("in"));
        try (var lines = Files.newBufferedWriter(directory.resolve("in/events.jsonl"))) {
            for (int i = 0; i < EVENTS; i++) {
                // Texts on two lines, which CSV has between quotes.
                lines.write(Events.event(i).replace("\"event ", "\"two\\nlines of event ") + "\n");
                if (i % GOOD_LINES == GOOD_LINES - 1) {
                    lines.write("{\"id\": \"none\"}\n");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet: {}", "csv: {compression: gzip}", "avro: {}"})
    void everyFileIsAnnouncedAndNoneBeforeItIsVisibleThoughTheJobFailsOften(String format) throws Exception {
        Faults.at(Faults.Point.BEFORE_BARRIER, 4, 12_000);
        Faults.at(Faults.Point.DURING_COMMIT, 4, 4);

        Set<String> announcedTooEarly = runAndWatch(format);

        assertThat(Faults.left()).as("failures that did not happen").isZero();
        assertThat(announcedTooEarly)
                .as("files that were announced and not there")
                .isEmpty();
        Events.assertEachOnce(rowsOf(format), EVENTS);
        assertThat(announced()).containsExactlyElementsOf(visible());
        int bad = EVENTS / GOOD_LINES;
        assertThat(Account.of(out.toUri(), directory.resolve("dead").toUri()))
                .isEqualTo(new Verification.Totals(EVENTS + bad, EVENTS, 0, 0, bad, EVENTS, EVENTS, bad));
    }

    @Test
    void anAnnouncementSaysWhatIsInTheFileAndWhereItCameFrom() throws Exception {
        runAndWatch("parquet: {}");

        List<CommittedFile> files = rows().stream()
                .map(LogRow::entry)
                .filter(CommittedFile.class::isInstance)
                .map(CommittedFile.class::cast)
                .toList();
        assertThat(files).allSatisfy(file -> {
            assertThat(file.format()).isEqualTo("parquet");
            assertThat(file.schemaName()).isEqualTo("Event");
            assertThat(file.partition()).matches("2026/03/0[12]/0[012]");
            assertThat(file.minEventTimeMicros()).isEqualTo(file.maxEventTimeMicros());
            assertThat(file.bytes()).isEqualTo(Files.size(Path.of(file.path())));
            assertThat(file.columns()).extracting(column -> column.name()).containsExactly("id", "at", "text");
            assertThat(file.columns()).allSatisfy(column -> {
                assertThat(column.values()).isEqualTo(file.rows());
                assertThat(column.nulls()).isZero();
                assertThat(column.lower()).isNotEmpty();
            });
            assertThat(file.sources()).singleElement().satisfies(source -> {
                assertThat(source.source()).endsWith("/in/events.jsonl");
                assertThat(source.rows()).isEqualTo(file.rows());
                assertThat(Long.parseLong(source.first())).isLessThan(Long.parseLong(source.last()));
            });
        });
        assertThat(files.stream()
                        .flatMap(file -> file.sources().stream())
                        .mapToLong(SourceRange::rows)
                        .sum())
                .isEqualTo(EVENTS);
        assertThat(rows())
                .extracting(LogRow::entry)
                .filteredOn(DeadLetterFile.class::isInstance)
                .isNotEmpty()
                .map(entry -> ((DeadLetterFile) entry).file())
                .allSatisfy(file -> {
                    assertThat(file.format()).isEqualTo("ndjson");
                    assertThat(file.path()).startsWith(directory.resolve("dead").toString());
                    assertThat(file.sources()).singleElement().satisfies(source -> {
                        assertThat(source.source()).endsWith("/in/events.jsonl");
                        assertThat(source.rows()).isEqualTo(file.rows());
                    });
                });
        assertThat(rows())
                .extracting(row -> row.entry().checkpointId())
                .as("checkpoints, and the end of the input")
                .contains(LogEntry.END_OF_INPUT);
    }

    private String rowsOf(String format) throws IOException {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("id", "BIGINT");
        types.put("at", "TIMESTAMPTZ");
        types.put("text", "VARCHAR");
        return switch (format.substring(0, format.indexOf(':'))) {
            case "csv" -> DuckDb.csv(out, types);
            case "avro" -> DuckDb.ndjson(AvroFiles.toNdjson(out, directory.resolve("lines")), types);
            default -> DuckDb.parquet(out);
        };
    }

    /** Runs the job to its end; gives the files whose announcement was there before them. */
    private Set<String> runAndWatch(String format) throws Exception {
        JobClient job = start(format);
        Set<String> early = new TreeSet<>();
        var end = job.getJobExecutionResult();
        while (!end.isDone()) {
            for (String path : announced()) {
                if (Files.notExists(Path.of(path))) {
                    early.add(path);
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        end.get();
        return early;
    }

    private List<LogRow> rows() throws IOException {
        List<LogRow> rows = new ArrayList<>();
        for (org.apache.flink.core.fs.Path object : log.objects()) {
            try {
                rows.addAll(log.read(object));
            } catch (FileNotFoundException e) {
                throw new AssertionError("an object of the log went away", e);
            }
        }
        return rows;
    }

    private Set<String> announced() throws IOException {
        return rows().stream()
                .map(LogRow::entry)
                .filter(CommittedFile.class::isInstance)
                .map(entry -> ((CommittedFile) entry).path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> visible() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(out.resolve("_commits")))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private JobClient start(String format) throws Exception {
        String yaml =
                """
                name: announced
                parallelism: 2
                source:
                  files:
                    path: %1$s/in
                    split-size: 1 MiB
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %1$s/out
                    format: {%2$s}
                announce: {}
                dead-letter:
                  path: %1$s/dead
                checkpoint:
                  interval: 100 ms
                  restarts: 100
                  directory: %1$s/checkpoints
                """
                        .formatted(directory, format);
        PipelineConfig config = ConfigLoader.parse(yaml, "announced.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        return env.executeAsync();
    }

    /** Fails in the middle of the flow, now and then; slowly enough for several checkpoints. */
    private record FailingDecoders(Decoder.Factory decoders) implements Decoder.Factory {

        @Override
        public RecordSchema schema() {
            return decoders.schema();
        }

        @Override
        public Decoder create(DroppedFields dropped) {
            Decoder decoder = decoders.create(dropped);
            return new Decoder() {
                @Override
                public SlotRow decode(byte[] bytes, int offset, int length) {
                    Faults.chance(Faults.Point.BEFORE_BARRIER);
                    return decoder.decode(bytes, offset, length);
                }

                @Override
                public Rejection rejection() {
                    return decoder.rejection();
                }
            };
        }
    }
}
