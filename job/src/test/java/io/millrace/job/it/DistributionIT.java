package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.model.CommittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code distribution: partition}: the rows of a directory come to one writer, once, whatever fails. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class DistributionIT {

    private static final int FILES = 16;
    private static final int EACH = 5_000;

    /** {@link Events} are in so many hours. */
    private static final int DIRECTORIES = 6;

    /** Static, because Flink ships the listener by serialization and the job runs in this JVM. */
    private static final Queue<CommittedFile> COMMITTED = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void input() throws IOException {
        Events.writeSchema(directory);
        Files.createDirectories(directory.resolve("in"));
        for (int file = 0; file < FILES; file++) {
            Files.writeString(
                    directory.resolve("in/" + file + ".jsonl"),
                    IntStream.range(file * EACH, (file + 1) * EACH)
                            .mapToObj(id -> Events.event(id) + "\n")
                            .collect(Collectors.joining()));
        }
        Faults.clear();
        COMMITTED.clear();
    }

    @Test
    void everyDirectoryHasOneFileWhereThereWereOneForEachWriter() throws Exception {
        run("none", "1 h", UnaryOperator.identity());
        int without = COMMITTED.size();
        Events.assertEachOnce(directory.resolve("none"), FILES * EACH);
        COMMITTED.clear();

        run("partition", "1 h", UnaryOperator.identity());

        Events.assertEachOnce(directory.resolve("partition"), FILES * EACH);
        assertThat(COMMITTED)
                .extracting(CommittedFile::partition)
                .satisfies(partitions -> assertThat(Set.copyOf(partitions)).hasSize(DIRECTORIES));
        assertOneFileForEachDirectoryAndCheckpoint();
        assertThat(without).isGreaterThanOrEqualTo(DIRECTORIES);
    }

    @Test
    void everyRowIsInTheFilesOnceThoughTheJobFailsOften() throws Exception {
        Faults.at(Faults.Point.BEFORE_BARRIER, 2, 20_000);
        Faults.at(Faults.Point.DURING_COMMIT, 2, 4);

        run("partition", "100 ms", FailingDecoders::new);

        assertThat(Faults.left()).as("failures that did not happen").isZero();
        Events.assertEachOnce(directory.resolve("partition"), FILES * EACH);
        assertOneFileForEachDirectoryAndCheckpoint();
    }

    /** When checkpoints come is Flink's: 2.3 takes the first at once. A commit that is repeated tells of the same file again. */
    private static void assertOneFileForEachDirectoryAndCheckpoint() {
        Map<String, Set<String>> paths = COMMITTED.stream()
                .collect(Collectors.groupingBy(
                        file -> file.checkpointId() + " " + file.partition(),
                        Collectors.mapping(CommittedFile::path, Collectors.toSet())));
        assertThat(paths).as("files of a directory and a checkpoint").allSatisfy((place, files) -> assertThat(files)
                .hasSize(1));
    }

    private void run(String distribution, String interval, UnaryOperator<Decoder.Factory> decoders) throws Exception {
        String yaml =
                """
                name: distribution
                parallelism: 4
                source:
                  files:
                    path: %s
                decode:
                  schema: event.avsc
                route:
                  distribution: %s
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: %s
                  restarts: 100
                  directory: %s
                """
                        .formatted(
                                directory.resolve("in"),
                                distribution,
                                directory.resolve(distribution),
                                directory.resolve("dead"),
                                interval,
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "distribution.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {}).withDecoders(decoders).withOnCommit(file -> {
                    Faults.chance(Faults.Point.DURING_COMMIT);
                    COMMITTED.add(file);
                }));
        env.execute();
        assertThat(directory.resolve("dead")).doesNotExist();
    }
}
