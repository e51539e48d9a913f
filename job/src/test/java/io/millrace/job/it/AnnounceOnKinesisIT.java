package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.announce.LogRow;
import io.millrace.job.announce.Verification;
import io.millrace.job.announce.proto.DataFileEntryRecord;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisFault;
import io.millrace.job.testkit.KinesisFault.Partly;
import io.millrace.model.CommittedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files announced on a stream that fails in every way, and whose server goes away while the job commits and restarts. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class AnnounceOnKinesisIT {

    private static final int EVENTS = 60_000;
    private static final String PUT = "PutRecords";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void calm() {
        Faults.clear();
    }

    @Test
    void everyFileIsAnnouncedAndNoneBeforeItsCommitThoughCallsFailAndTheServerIsDownThroughARestart() throws Exception {
        KinesisFault[] faults = {
            Partly.throttled(position -> position % 2 == 0),
            KinesisFault.THROTTLED,
            KinesisFault.ANSWER_LOST,
            Partly.failed(position -> true),
            KinesisFault.INTERNAL,
            KinesisFault.UNAVAILABLE
        };
        Events.writeSchema(directory);
        write(IntStream.range(0, EVENTS).mapToObj(Events::event));
        Faults.at(Faults.Point.BEFORE_BARRIER, 2, 15_000);
        Faults.at(Faults.Point.DURING_COMMIT, 2, 5);
        Set<String> early = ConcurrentHashMap.newKeySet();
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"));
                FaultyKinesis faulty = FaultyKinesis.before(server.endpoint())) {
            server.createStream("commits", 4);
            faulty.next(PUT, faults)
                    .every(3, PUT, faults)
                    .next("GetRecords", KinesisFault.THROTTLED, KinesisFault.EXPIRED_ITERATOR, KinesisFault.INTERNAL)
                    .onRecord(data -> announcedPath(data)
                            .filter(path -> Files.notExists(Path.of(path)))
                            .ifPresent(early::add));
            PipelineConfig config = config(faulty.endpoint(), "at", 900);
            JobClient job = start(config);
            await().atMost(Duration.ofSeconds(60)).until(() -> !visible().isEmpty());
            server.stop();
            // With a second of patience for each announcement the job cannot but fail in the meantime, and more than
            // once.
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(job.getJobExecutionResult())
                    .as("a job with files to announce")
                    .isNotDone();
            server.restart();
            job.getJobExecutionResult().get();

            assertThat(Faults.left()).as("failures that did not happen").isZero();
            assertThat(faulty.suffered(PUT)).contains(faults);
            assertThat(early).as("announced before they were there").isEmpty();
            Events.assertEachOnce(directory.resolve("out"), EVENTS);
            List<LogRow> rows = read(config);
            assertThat(faulty.suffered("GetRecords")).hasSize(3);
            assertThat(paths(rows)).isEqualTo(visible());
            Verification verification = new Verification(true);
            rows.forEach(verification::add);
            Verification.Result result = verification.against(
                    directory.resolve("out").toUri(), directory.resolve("dead").toUri());
            assertThat(result.findings()).isEmpty();
            assertThat(result.totals()).isEqualTo(new Verification.Totals(EVENTS, EVENTS, 0, 0, 0, EVENTS, EVENTS, 0));
        }
    }

    /** The file that a record announces; a balance announces none. */
    private static Optional<String> announcedPath(byte[] data) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(data))) {
            DataFileEntryRecord announced = DataFileEntryRecord.parseFrom(in);
            return announced.hasDataFileInfo()
                    ? Optional.of(announced.getDataFileInfo().getFilePath())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAnnouncementThatIsTooLargeIsFoundBehindItsPointer() throws Exception {
        int columns = 150;
        String fields = IntStream.range(0, columns)
                .mapToObj(column -> "{\"name\": \"c%d\", \"type\": \"string\"}".formatted(column))
                .collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("event.avsc"),
                "{\"type\": \"record\", \"name\": \"Wide\", \"fields\": [{\"name\": \"at\", \"type\": {\"type\": \"long\","
                        + " \"logicalType\": \"timestamp-millis\"}}, " + fields + "]}");
        Random random = new Random(7);
        write(IntStream.range(0, 200).mapToObj(row -> IntStream.range(0, columns)
                .mapToObj(column -> "\"c%d\": \"%x\"".formatted(column, random.nextLong()))
                .collect(Collectors.joining(", ", "{\"at\": 1700000000000, ", "}"))));
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            server.createStream("commits", 1);
            PipelineConfig config = config(server.endpoint(), "at", 1);
            start(config).getJobExecutionResult().get();

            List<LogRow> rows = read(config);
            assertThat(paths(rows)).isEqualTo(visible()).isNotEmpty();
            assertThat(rows)
                    .filteredOn(row -> row.entry() instanceof CommittedFile)
                    .allSatisfy(row ->
                            assertThat(((CommittedFile) row.entry()).columns()).hasSize(columns + 1));
            Path payloads = directory.resolve("out/_commits/payloads/announced-Wide-commits");
            try (Stream<Path> objects = Files.list(payloads)) {
                assertThat(objects.count())
                        .as("one object for each file")
                        .isEqualTo(visible().size());
            }
        }
    }

    private List<LogRow> read(PipelineConfig config) throws Exception {
        List<LogRow> rows = new ArrayList<>();
        CommitLog.Visitor visitor = new CommitLog.Visitor() {
            @Override
            public void row(LogRow row) {
                rows.add(row);
            }

            @Override
            public void unreadable(String which, String why) {
                throw new AssertionError(which + ": " + why);
            }
        };
        try (CommitLog log =
                CommitLog.ofStream(config.announce(), config.output().files().path(), 0)) {
            boolean end = false;
            while (!end) {
                end = log.poll(visitor);
            }
        }
        return rows;
    }

    private static TreeSet<String> paths(List<LogRow> rows) {
        return rows.stream()
                .map(LogRow::entry)
                .filter(CommittedFile.class::isInstance)
                .map(entry -> ((CommittedFile) entry).path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private TreeSet<String> visible() throws IOException {
        Path out = directory.resolve("out");
        if (Files.notExists(out)) {
            return new TreeSet<>();
        }
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void write(Stream<String> lines) throws IOException {
        Files.createDirectories(directory.resolve("in"));
        Files.write(directory.resolve("in/events.jsonl"), (Iterable<String>) lines::iterator);
    }

    private PipelineConfig config(URI endpoint, String time, int thresholdKib) throws Exception {
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
                    field: %2$s
                output:
                  files:
                    path: %1$s/out
                announce:
                  files: false
                  timeout: 1 s
                  kinesis:
                    stream: commits
                    endpoint: %3$s
                    large-payload-threshold: %4$d KiB
                dead-letter:
                  path: %1$s/dead
                checkpoint:
                  interval: 100 ms
                  directory: %1$s/checkpoints
                """
                        .formatted(directory, time, endpoint, thresholdKib);
        return ConfigLoader.parse(yaml, "announced.yaml", Map.of(), variable -> null);
    }

    private JobClient start(PipelineConfig config) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        Configuration impatient = new Configuration();
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMillis(1100));
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 100);
        env.configure(impatient);
        return env.executeAsync();
    }
}
