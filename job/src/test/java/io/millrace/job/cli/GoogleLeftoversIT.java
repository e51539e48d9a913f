package io.millrace.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.Checked.Verdict;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.testkit.GcsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink's own writer leaves in Google's store, and what {@code doctor} says of it. */
final class GoogleLeftoversIT {

    private static GcsServer server;
    private static int buckets;

    private final String bucket = "lake-" + buckets++;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        server = GcsServer.start().asFlinksGcs(Map.of(LocalStores.MARKS_OF_DIRECTORIES, "false"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anEmptyBucket() throws Exception {
        server.withBucket(bucket);
        Files.createDirectory(directory.resolve("in"));
    }

    @Test
    void whatWasWrittenAndNeverCommittedIsCountedWithItsAge() throws Exception {
        leave("rows/hour=2026-11-20T12/part 1.parquet", "one");
        leave("rows/hour=2026-11-20T12/part 2.parquet", "three");
        leave("rows-of-another/part-3.parquet", "not of this pipeline");
        leave("dead/part-4.ndjson", "{}");
        leave("payloads/group/0123", "bounds");
        commit("rows/part-5.parquet", "a row");
        List<String> before = server.keys(bucket);

        assertThat(of("output.files.path", examined(Duration.ofMinutes(5)))).anySatisfy(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.NOTE);
            assertThat(check.finding().message())
                    .contains("2 hidden files", "8 B, the oldest 5 min")
                    .endsWith(" old, below " + gs(".inprogress/" + bucket + "/rows"));
        });
        List<Checked> later = examined(Duration.ofDays(3));
        assertThat(of("output.files.path", later)).anySatisfy(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(check.finding().message()).contains("2 hidden files", "the oldest 3 d");
            assertThat(check.advice()).contains("older than the oldest checkpoint");
        });
        assertThat(of("dead-letter.path", later))
                .anySatisfy(check -> assertThat(check.finding().message()).contains("1 hidden file", "2 B"));
        assertThat(of("announce.kinesis.large-payload-path", later))
                .anySatisfy(check -> assertThat(check.finding().message()).contains("1 hidden file", "6 B"));
        assertThat(server.keys(bucket)).isEqualTo(before);
    }

    @Test
    void withoutFailuresNothingIsFoundAndTheRulesThatCannotBeReadAreSaidToBeUnknown() throws Exception {
        commit("rows/part-1.parquet", "a row");
        server.put(bucket, "state/0123456789abcdef0123456789abcdef/chk-7/_metadata", new byte[1]);

        List<Checked> checks = examined(Duration.ofDays(9));

        assertThat(of("output.files.path", checks))
                .extracting(check -> check.verdict() + " " + check.finding().message())
                .containsExactly(
                        "OK can be written to, listed and deleted from",
                        "UNKNOWN which life-cycle rules the bucket has could not be told: the file system of gs:// does"
                                + " not read them",
                        "OK no hidden file of a failed attempt, below " + gs(".inprogress/" + bucket + "/rows"));
        assertThat(of("output.files.path", checks)).extracting(Checked::advice).anySatisfy(advice -> assertThat(advice)
                .startsWith("look at them with 'gcloud storage buckets describe gs://" + bucket + " ")
                .contains("one should delete what is below .inprogress/", "the oldest is 9 d old"));
        assertThat(of("checkpoint.directory", checks))
                .filteredOn(check -> check.verdict() == Verdict.UNKNOWN)
                .singleElement()
                .extracting(Checked::advice)
                .asString()
                .endsWith("none may delete checkpoints");
    }

    private static List<Checked> of(String key, List<Checked> checks) {
        return checks.stream()
                .filter(check -> check.finding().key().equals(key))
                .toList();
    }

    /** @param later how long after now */
    private List<Checked> examined(Duration later) throws Exception {
        Map<String, String> places = new HashMap<>();
        places.put("source.files.path", directory.resolve("in").toString());
        places.put("output.files.path", gs("rows"));
        places.put("dead-letter.path", gs("dead"));
        places.put("announce.kinesis.large-payload-path", gs("payloads"));
        PipelineConfig config = ConfigLoader.parse(
                """
                name: small
                source:
                  files: {}
                decode:
                  schema: event.avsc
                output:
                  files: {}
                announce:
                  kinesis:
                    stream: commits
                    endpoint: http://localhost:9
                dead-letter: {}
                """,
                "small.yaml",
                places,
                name -> null);
        return Doctor.examine(
                config,
                PipelineEnds.of(config, lines -> {}),
                name -> {
                    throw new AssertionError("no bucket of S3");
                },
                flink("state"),
                Instant.now().plus(later));
    }

    private String gs(String key) {
        return "gs://" + bucket + "/" + key;
    }

    private org.apache.flink.core.fs.Path flink(String key) {
        return new org.apache.flink.core.fs.Path(gs(key));
    }

    /** As a job that fails between a checkpoint and its commit. */
    private void leave(String key, String content) throws Exception {
        open(key, content).closeForCommit();
    }

    private void commit(String key, String content) throws Exception {
        open(key, content).closeForCommit().commit();
    }

    private RecoverableFsDataOutputStream open(String key, String content) throws Exception {
        org.apache.flink.core.fs.Path path = flink(key);
        RecoverableFsDataOutputStream out =
                path.getFileSystem().createRecoverableWriter().open(path);
        out.write(content.getBytes(UTF_8));
        return out;
    }
}
