package io.millrace.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.schema.SchemaLoader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** A checkpoint finds its operators by uid: a change here makes every running job start from nothing. */
final class PipelinePlanTest {

    private static final String YAML =
            """
            name: plan
            parallelism: 2
            source:
              sqs:
                queue-url: http://localhost:9324/000000000000/events
            decode:
              schema: class:io.millrace.model.click.ClickEvent
            %s
            output:
              %s
            dead-letter:
              path: dead-letters
            """;

    private static final String FILES = YAML.replace(
            "  sqs:\n    queue-url: http://localhost:9324/000000000000/events\n", "  files:\n    path: in\n");

    @Test
    void operatorsAndUidsAreAsListed() throws Exception {
        assertThat(plan("transform: [{function: clean-click}]", "files: {path: out}"))
                .containsExactly(
                        "source | Source: source: sqs",
                        "deduplicate | deduplicate",
                        "decode | decode",
                        "transform-0 | transform: clean-click",
                        "route | route",
                        "dead-letter-rows | dead-letter-rows",
                        "output | output: Writer",
                        "output: checkpoint | output: checkpoint",
                        "Sink Committer: output | output: Committer",
                        "dead-letters | dead-letters: Writer",
                        "dead-letters: checkpoint | dead-letters: checkpoint",
                        "Sink Committer: dead-letters | dead-letters: Committer",
                        "dead-letter-queue | dead-letter-queue: Writer",
                        "balance | balance: Writer",
                        "Sink Committer: balance | balance: Committer");
    }

    @Test
    void announcementsCanBeAddedAndRemovedBecauseTheyAddNoOperator() throws Exception {
        List<String> without = plan("", "files: {path: out}");
        for (String announce : List.of("announce: {}", "announce: {files: false}")) {
            assertThat(plan(announce, "files: {path: out}")).isEqualTo(without);
        }
    }

    @Test
    void aQueueOfDeadLettersCanBeAddedAndRemovedBecauseItAddsNoOperator() throws Exception {
        String queue = "  sqs: {queue-url: 'http://localhost:9324/000000000000/dead'}\n";
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, YAML.formatted("", "files: {path: out}") + queue);
        assertThat(operators(env)).isEqualTo(plan("", "files: {path: out}"));
    }

    /** A savepoint of the one is a savepoint of the other. */
    @Test
    void distributionByPartitionIsAShuffleAndNoOperator() throws Exception {
        String distributed = "route: {distribution: partition}";
        assertThat(plan(distributed, "files: {path: out}")).isEqualTo(plan("", "files: {path: out}"));
        assertThat(partitioners(distributed, "files: {path: out}"))
                .contains("route → output: CUSTOM", "dead-letter-rows → dead-letters: FORWARD");
        assertThat(partitioners("", "files: {path: out}")).contains("route → output: FORWARD");
        assertThat(partitioners(distributed, "stats: {}")).contains("route → output: FORWARD");
    }

    private static List<String> partitioners(String section, String output) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, section, output);
        StreamGraph graph = env.getStreamGraph();
        return graph.getStreamNodes().stream()
                .flatMap(node -> node.getOutEdges().stream())
                .map(edge -> graph.getStreamNode(edge.getSourceId()).getTransformationUID() + " → "
                        + graph.getStreamNode(edge.getTargetId()).getTransformationUID() + ": " + edge.getPartitioner())
                .toList();
    }

    @Test
    void aProducersKeyAddsOneOperatorBeforeOrAfterDecode() throws Exception {
        assertThat(plan("deduplicate: {key: 'attribute:id'}", "stats: {}"))
                .startsWith(
                        "source | Source: source: sqs",
                        "deduplicate | deduplicate",
                        "deduplicate-key | deduplicate-key",
                        "decode | decode");
        assertThat(plan("deduplicate: {key: 'field:event_id'}", "stats: {}"))
                .startsWith(
                        "source | Source: source: sqs",
                        "deduplicate | deduplicate",
                        "decode | decode",
                        "deduplicate-key | deduplicate-key",
                        "route | route");
    }

    @Test
    void checkpointsAreAlignedAndExactlyOnceWhateverTheClusterSays() throws Exception {
        Configuration cluster = new Configuration();
        cluster.setString("execution.checkpointing.mode", "AT_LEAST_ONCE");
        cluster.setString("execution.checkpointing.unaligned.enabled", "true");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        build(env, "", "stats: {}");
        assertThat(env.getCheckpointConfig().getCheckpointingConsistencyMode().name())
                .isEqualTo("EXACTLY_ONCE");
        assertThat(env.getCheckpointConfig().isUnalignedCheckpointsEnabled()).isFalse();
        assertThat(env.getCheckpointConfig().isCheckpointingEnabled()).isTrue();
        assertThat(env.getConfig().isObjectReuseEnabled()).isTrue();
    }

    @Test
    void filesAreOneChainWithoutDeduplication() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, FILES.formatted("", "stats: {}"));
        assertThat(operators(env))
                .startsWith("source | Source: source: files", "input | input", "decode | decode", "route | route");
        env.getTransformations().clear();

        build(env, FILES.formatted("", "stats: {}"));
        assertThat(env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources())
                .first()
                .satisfies(vertex -> assertThat(vertex.getName()).contains("source: files", "decode", "route"));
    }

    /** A task of their own would make each dead letter cost several rows. */
    @Test
    void deadLettersAreWrittenInTheTaskThatRejects() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, FILES.formatted("transform: [{function: clean-click}]", "files: {path: out}"));
        assertThat(env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources())
                .first()
                .satisfies(vertex -> assertThat(vertex.getName())
                        .contains(
                                "source: files",
                                "route",
                                "output: Writer",
                                "dead-letter-rows",
                                "dead-letters: Writer"));
    }

    private static final String TYPES =
            """
            types:
              - name: order
                when: order_id
                schema: class:io.millrace.model.click.ClickEvent
                transform: [{function: clean-click}]
              - name: refund
                when: refund_id
                schema: class:io.millrace.model.click.ClickEvent
            """;

    @Test
    void operatorsOfOneOfSeveralTypesHaveItsNameInTheirUids() throws Exception {
        assertThat(ofTypes(TYPES, ""))
                .startsWith(
                        "source | Source: source: files",
                        "input | input",
                        "decode | decode",
                        "transform-0:order | transform: clean-click",
                        "route:order | route:order",
                        "route:refund | route:refund")
                .contains(
                        "output:order | output:order: Writer",
                        "Sink Committer: output:order | output:order: Committer",
                        "output:refund | output:refund: Writer",
                        "dead-letters | dead-letters: Writer");
        assertThat(ofTypes(TYPES, "deduplicate: {key: 'field:event_id'}"))
                .contains(
                        "deduplicate-key:order | deduplicate-key:order",
                        "deduplicate-key:refund | deduplicate-key:refund");
    }

    /** A savepoint from before can be restored: all of its operators are there, wherever the new type stands. */
    @Test
    void aTypeCanBeAddedBecauseNoOtherOperatorChanges() throws Exception {
        String third = "  - {name: rebate, when: rebate_id, schema: 'class:io.millrace.model.click.ClickEvent'}\n";
        List<String> before = ofTypes(TYPES, "");

        assertThat(ofTypes(TYPES + third, "")).containsAll(before).contains("route:rebate | route:rebate");
        assertThat(ofTypes(TYPES.replace("types:\n", "types:\n" + third), "")).containsAll(before);
    }

    @Test
    void allTypesAreInOneTaskWithTheSource() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, ofSeveralTypes(TYPES, "").replace("files: {path: out}", "stats: {}"));

        assertThat(env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources())
                .first()
                .satisfies(vertex -> assertThat(vertex.getName())
                        .contains(
                                "source: files",
                                "decode",
                                "route:order",
                                "route:refund",
                                "output:order",
                                "output:refund"));
    }

    private static List<String> ofTypes(String types, String more) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, ofSeveralTypes(types, more));
        return operators(env);
    }

    private static String ofSeveralTypes(String types, String more) {
        return FILES.replace("decode:\n  schema: class:io.millrace.model.click.ClickEvent\n", types)
                .formatted(more, "files: {path: out}");
    }

    private static List<String> plan(String more, String output) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, more, output);
        return operators(env);
    }

    private static List<String> operators(StreamExecutionEnvironment env) {
        StreamGraph graph = env.getStreamGraph();
        return graph.getStreamNodes().stream()
                .sorted(Comparator.comparingInt(StreamNode::getId))
                .map(node -> node.getTransformationUID() + " | " + node.getOperatorName())
                .toList();
    }

    private static void build(StreamExecutionEnvironment env, String more, String output) throws Exception {
        build(env, YAML.formatted(more, output));
    }

    private static void build(StreamExecutionEnvironment env, String yaml) throws Exception {
        PipelineConfig config = ConfigLoader.parse(yaml, "plan.yaml", Map.of(), variable -> null);
        Pipeline.build(env, config, SchemaLoader.in(Path.of(".")), PipelineEnds.of(config, lines -> {}));
    }
}
