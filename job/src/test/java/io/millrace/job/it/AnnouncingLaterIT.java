package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.LogDirectory;
import io.millrace.job.announce.Verification;
import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.SharedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Announcements are taken out of a pipeline that has state, because nobody takes them, and are put in again later. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class AnnouncingLaterIT {

    private static final int EVENTS = 3000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private final FakeKinesisStream stream = new FakeKinesisStream(InstantSource.system(), Duration.ofHours(24), 2);
    private int put;

    @Test
    void aPipelineGoesOnFromItsStateWithoutAnnouncementsAndWithThemAgainAndLosesNothing() throws Exception {
        Events.writeSchema(directory);
        putEvents();
        String nowhere =
                "announce: {files: false, timeout: 1 s, kinesis: {stream: commits, endpoint: 'http://localhost:1'}}";
        String stuck = runUntilNothingIsAnnounced(nowhere);

        putEvents();
        String savepoint = runUntilWritten(stuck);
        assertThat(LogDirectory.below(directory.resolve("out").toUri()).objects())
                .as("nobody was told")
                .isEmpty();

        putEvents();
        environment("announce: {}", "until: start", savepoint).execute();

        Events.assertEachOnce(directory.resolve("out"), EVENTS);
        assertThat(put).isEqualTo(EVENTS);
        assertThatWhatIsAnnouncedIsSoAndEven();
    }

    /** The stream of the announcements is not there: files become visible, and the job fails with each of their checkpoints. */
    private String runUntilNothingIsAnnounced(String announce) throws Exception {
        JobClient job = environment(announce, "", null).executeAsync();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Events.count(directory.resolve("out")) > 0);
        job.cancel().get(1, TimeUnit.MINUTES);
        return newestCheckpoint()
                .orElseThrow(() -> new AssertionError("no checkpoint"))
                .toString();
    }

    private String runUntilWritten(String from) throws Exception {
        JobClient job = environment("", "", from).executeAsync();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Events.count(directory.resolve("out")) == put);
        return job.stopWithSavepoint(false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    private void assertThatWhatIsAnnouncedIsSoAndEven() throws IOException {
        LogDirectory log = LogDirectory.below(directory.resolve("out").toUri());
        Verification verification = new Verification(true);
        for (org.apache.flink.core.fs.Path object : log.objects()) {
            log.read(object).forEach(verification::add);
        }
        Verification.Result result = verification.against(
                directory.resolve("out").toUri(), directory.resolve("dead").toUri());
        assertThat(result.findings())
                .as("what became visible before was not announced, and that is all")
                .isNotEmpty()
                .allMatch(finding -> finding.kind() == Verification.Kind.UNANNOUNCED);
        assertThat(result.totals().received())
                .as("what came in since, and perhaps what the savepoint had in its last files")
                .isGreaterThanOrEqualTo(EVENTS / 3)
                .isLessThan(EVENTS);
    }

    private void putEvents() {
        for (int i = 0; i < EVENTS / 3; i++) {
            String shard = "shardId-%012d".formatted(put % 2);
            stream.put(shard, "key", Events.event(put++).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Path> newestCheckpoint() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("checkpoints"))) {
            return all.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingInt(path ->
                            Integer.parseInt(path.getFileName().toString().substring("chk-".length()))));
        }
    }

    private StreamExecutionEnvironment environment(String announce, String source, String from) throws Exception {
        String yaml =
                """
                name: later
                parallelism: 2
                source:
                  kinesis:
                    stream: events
                    get-records-interval: 20 ms
                    idle-interval: 50 ms
                    max-record-count: 100
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
                %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 200 ms
                  restarts: 1000
                  directory: %s
                """
                        .formatted(
                                source,
                                directory.resolve("out"),
                                announce,
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "later.yaml", Map.of(), variable -> null);
        Configuration settings = new Configuration();
        if (from != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {}).withStream(SharedStream.of(stream)));
        return env;
    }
}
