package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;

class ClusterRulesTest {

    private final Configuration cluster = new Configuration();

    @Test
    void aPipelineThatAsksForNothingOfItsOwnFitsAnyClusterWithDurableState() throws Exception {
        cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "s3://lake/state");

        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void stateMustBeKeptSomewhere() throws Exception {
        assertThat(problems(Map.of())).singleElement().asString().startsWith("checkpoint.directory: expected");
        assertThat(problems(Map.of("checkpoint.directory", "s3://lake/state"))).isEmpty();
    }

    @Test
    void aStoreThatTheClusterReachesOtherwiseIsRefusedAndNeverIgnored() throws Exception {
        Map<String, String> wanted = Map.of(
                "checkpoint.directory", "s3://lake/state",
                "output.files.s3.endpoint", "http://store:9000",
                "output.files.s3.path-style", "true",
                "output.files.s3.access-key", "me",
                "output.files.s3.secret-key", "mine");
        cluster.setString("s3.endpoint", "http://other:9000");

        assertThat(problems(wanted))
                .hasSize(5)
                .anySatisfy(
                        problem -> assertThat(problem).contains("s3.endpoint is set otherwise", "'http://store:9000'"))
                .anySatisfy(problem -> assertThat(problem).contains("s3.path.style.access is not set", "'true'"))
                .anySatisfy(problem -> assertThat(problem).contains("s3.secret-key is not set"))
                .noneSatisfy(problem -> assertThat(problem).contains("mine"));
    }

    @Test
    void aStoreThatTheClusterReachesInTheSameWayIsFine() throws Exception {
        cluster.setString("s3.endpoint", "http://store:9000");
        cluster.setString("s3.endpoint.region", "us-east-1");
        cluster.setString("s3.path.style.access", "true");

        assertThat(problems(Map.of(
                        "checkpoint.directory", "s3://lake/state",
                        "output.files.s3.endpoint", "http://store:9000",
                        "output.files.s3.path-style", "true")))
                .isEmpty();
    }

    @Test
    void aRoleIsTheClustersToAssume() throws Exception {
        Map<String, String> wanted = Map.of(
                "checkpoint.directory", "s3://lake/state",
                "output.files.s3.client.assume-role.arn", "arn:aws:iam::123456789012:role/writer",
                "output.files.s3.client.proxy.url", "http://proxy:3128",
                "output.files.s3.client.proxy.username", "me",
                "output.files.s3.client.proxy.password", "hush");

        assertThat(problems(wanted))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("s3.assumed.role.arn is not set", "'arn:aws:iam::123456789012:role/writer'"))
                .anySatisfy(problem -> assertThat(problem).contains("s3.proxy.password is not set"))
                .noneSatisfy(problem -> assertThat(problem).contains("hush"));
        cluster.setString("s3.assumed.role.arn", "arn:aws:iam::123456789012:role/writer");
        cluster.setString("s3.assumed.role.session.name", "millrace");
        cluster.setString("s3.assumed.role.session.duration", "3600s");
        cluster.setString("s3.aws.credentials.provider", "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider");
        cluster.setString("s3.proxy.host", "proxy");
        cluster.setString("s3.proxy.port", "3128");
        cluster.setString("s3.proxy.username", "me");
        cluster.setString("s3.proxy.password", "hush");
        assertThat(problems(wanted)).isEmpty();
    }

    @Test
    void whatAClusterCannotDoIsSaidAtItsKey() throws Exception {
        assertThat(problems(
                        Map.of("checkpoint.directory", "s3://lake/state", "output.files.s3.client.profile", "ingest")))
                .singleElement()
                .asString()
                .startsWith("output.files.s3.client.profile: the file system of a cluster knows no profiles");
    }

    @Test
    void theDemoIsForTheCommandLine() throws Exception {
        assertThat(problems(Map.of(
                        "checkpoint.directory", "s3://lake/state",
                        "source.sqs.endpoint", "http://localhost:9324",
                        "demo.events", "10")))
                .singleElement()
                .asString()
                .startsWith("demo: ");
    }

    @Test
    void aPipelineOnS3FitsTheServiceThatKeepsTheStateItself() throws Exception {
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(60));

        assertThat(onService(Map.of())).isEmpty();
    }

    @Test
    void theServiceHasNoDiskAndMustMakeAlignedExactlyOnceCheckpoints() throws Exception {
        assertThat(onService(Map.of()))
                .singleElement()
                .asString()
                .contains("no checkpoints", "CheckpointConfiguration");

        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(60));
        cluster.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        assertThat(onService(Map.of("output.files.path", "/data/rows", "dead-letter.path", "gs://lake/dead")))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("aligned", "execution.checkpointing.unaligned"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("output.files.path: ").contains("'/data/rows'"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("dead-letter.path: ").contains("'gs://lake/dead'"));

        cluster.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        cluster.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
        assertThat(onService(Map.of())).singleElement().asString().contains("AT_LEAST_ONCE");
    }

    private List<String> problems(Map<String, String> overrides) throws Exception {
        return ClusterRules.problems(config(overrides), cluster);
    }

    private List<String> onService(Map<String, String> overrides) throws Exception {
        return ClusterRules.problemsOnService(config(overrides), cluster);
    }

    private static PipelineConfig config(Map<String, String> overrides) throws Exception {
        return ConfigLoader.parse(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files:
                    path: s3://lake/rows
                dead-letter:
                  path: s3://lake/dead
                """,
                "small.yaml",
                overrides,
                name -> null);
    }
}
