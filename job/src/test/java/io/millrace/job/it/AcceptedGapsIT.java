package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.announce.LogRow;
import io.millrace.job.announce.Verification;
import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.SharedStream;
import io.millrace.model.Gap;
import io.millrace.model.LostRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job stands still for longer than its stream keeps records, and goes on with what is left: the commit log has it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class AcceptedGapsIT {

    private static final Duration RETENTION = Duration.ofSeconds(2);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    /** Of the stream; the readers' is the system's. */
    private final ManualClock clock = new ManualClock(Instant.now());

    private final FakeKinesisStream stream = new FakeKinesisStream(clock, RETENTION, 3);
    private int events;

    @BeforeEach
    void prepare() throws Exception {
        Faults.clear();
        Events.writeSchema(directory);
    }

    @Test
    void everyGapIsInTheLogOfFilesAndInThatOfTheStreamWithItsNumbersAndItsCheckpoint() throws Exception {
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            server.createStream("commits", 1);
            List<String> shards =
                    stream.shards().stream().map(ShardInfo::shardId).toList();
            String kept = put(shards.get(0), 20);
            String split = put(shards.get(1), 20);
            String quiet = put(shards.get(2), 20);
            String savepoint = runUntilWritten(server, 60);

            lose(shards.get(0), 5);
            List<String> children = stream.split(shards.get(1));
            standStill();
            put(shards.get(0), 20);
            String first = firstOf(shards.get(0));
            put(children.get(0), 20);
            Faults.at(Faults.Point.DURING_COMMIT, 1, 1);
            PipelineConfig config = config(server, "until: start");
            environment(config, savepoint).execute();

            assertThat(Faults.left()).as("failures that did not happen").isZero();
            Events.assertEachOnce(directory.resolve("out"), events);
            OutputPath output = config.output().files().path();
            for (CommitLog log : List.of(CommitLog.ofFiles(output), CommitLog.ofStream(config.announce(), output, 0))) {
                List<LogRow> rows = rows(log);
                assertThat(gaps(rows))
                        .extracting(gap -> describe(gap.lost()))
                        .containsExactlyInAnyOrder(
                                shards.get(0) + " after " + kept + " before " + first,
                                shards.get(1) + " after " + split + " before ",
                                shards.get(2) + " after " + quiet + " before ",
                                children.get(0) + " after  before " + firstOf(children.get(0)),
                                children.get(1) + " after  before ");
                assertThat(gaps(rows)).allSatisfy(gap -> {
                    assertThat(gap.checkpointId()).isPositive();
                    assertThat(gap.lost().stream()).isEqualTo("events");
                    assertThat(gap.lost().readUntilMillis())
                            .isLessThan(System.currentTimeMillis() - RETENTION.toMillis());
                });
                Verification verification = new Verification(true);
                rows.forEach(verification::add);
                Verification.Result result = verification.against(
                        output.toUri(), config.deadLetter().path().toUri());
                assertThat(result.findings()).isEmpty();
                assertThat(result.gaps()).isEqualTo(5);
                assertThat(result.notes()).hasSize(5).allMatch(note -> note.contains("which was accepted"));
                assertThat(result.totals().received())
                        .as("what is lost was not received")
                        .isEqualTo(events);
            }
        }
    }

    /** Runs the job until so many rows can be seen, then stops it; returns the savepoint. */
    private String runUntilWritten(KinesaliteServer server, long rows) throws Exception {
        JobClient job = environment(config(server, ""), null).executeAsync();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Events.count(directory.resolve("out")) == rows);
        return job.stopWithSavepoint(false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    /** Until what was put before has left the stream, by its clock and by the readers'. */
    private void standStill() {
        Instant end = Instant.now().plus(RETENTION).plusMillis(100);
        Awaitility.await().until(() -> Instant.now().isAfter(end));
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** Puts the next events; gives the last one's number. */
    private String put(String shard, int count) {
        String number = null;
        for (int i = 0; i < count; i++) {
            number = stream.put(shard, "key", Events.event(events++).getBytes(StandardCharsets.UTF_8));
        }
        return number;
    }

    private void lose(String shard, int count) {
        for (int i = 0; i < count; i++) {
            stream.put(shard, "key", Events.event(Integer.MAX_VALUE).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String firstOf(String shard) {
        String iterator = stream.iterator(shard, new ShardPlace.TrimHorizon());
        return stream.records(iterator, 1).records().get(0).sequenceNumber();
    }

    private static String describe(LostRange lost) {
        return lost.shardId() + " after " + lost.after() + " before " + lost.before();
    }

    /** Every one that the log has, each as often as it was announced. */
    private static List<LogRow> rows(CommitLog log) throws Exception {
        List<LogRow> rows = new ArrayList<>();
        try (log) {
            boolean end = false;
            while (!end) {
                end = log.poll(new CommitLog.Visitor() {
                    @Override
                    public void row(LogRow row) {
                        rows.add(row);
                    }

                    @Override
                    public void unreadable(String which, String why) {
                        throw new AssertionError(which + ": " + why);
                    }
                });
            }
        }
        return rows;
    }

    private static List<Gap> gaps(List<LogRow> rows) {
        return rows.stream()
                .filter(row -> row.entry() instanceof Gap)
                .map(LogRow::identity)
                .distinct()
                .map(identity -> rows.stream()
                        .filter(row -> row.identity().equals(identity))
                        .findFirst()
                        .orElseThrow())
                .map(row -> (Gap) row.entry())
                .toList();
    }

    private StreamExecutionEnvironment environment(PipelineConfig config, String savepoint) {
        Configuration settings = new Configuration();
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withStream(SharedStream.of(stream))
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        return env;
    }

    private PipelineConfig config(KinesaliteServer server, String more) throws Exception {
        String yaml =
                """
                name: gaps
                parallelism: 2
                source:
                  kinesis:
                    stream: events
                    on-gap: continue
                    get-records-interval: 20 ms
                    idle-interval: 50 ms
                    discovery-interval: 200 ms
                    %s
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                announce:
                  kinesis: {stream: commits, endpoint: '%s'}
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 200 ms
                  directory: %s
                """
                        .formatted(
                                more,
                                directory.resolve("out"),
                                server.endpoint(),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "gaps.yaml", Map.of(), variable -> null);
    }
}
