package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.metrics.MetricNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

/** The names that Prometheus gets: as its reporter makes them, and as the reference maps them. */
final class StreamMetricsTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "docs/reference/commit-log.md");

    @Test
    void theMappingOfTheReferenceGivesTheNamesThatDashboardsKnow() throws Exception {
        List<String> reported = new ArrayList<>();
        List<Map<String, String>> labels = new ArrayList<>();
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (group.getAllVariables().containsKey("<stream_name>")) {
                        reported.add("flink_" + group.getLogicalScope(text -> text, '_') + "_" + name);
                        labels.add(group.getAllVariables());
                    }
                })
                .build();
        MetricGroup operator = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task")
                .getOrAddOperator("output");
        new StreamMetrics(operator.addGroup(MetricNames.GROUP), "commits");

        Matcher regex = Pattern.compile("(?m)^ *regex: (.*)$").matcher(Files.readString(PAGE));
        assertThat(regex.find()).isTrue();
        Pattern mapping = Pattern.compile(regex.group(1));
        assertThat(reported.stream()
                        .map(mapping::matcher)
                        .map(name -> name.matches() ? name.group(1) : name.toString())
                        .toList())
                .containsExactlyInAnyOrder(
                        "kinesis_write_attempts_total",
                        "kinesis_write_success_total",
                        "kinesis_failed_records_total",
                        "kinesis_large_payloads_total",
                        "kinesis_batch_write_failures_total",
                        "kinesis_write_latency_seconds",
                        "kinesis_write_batch_size");
        assertThat(labels).allSatisfy(label -> assertThat(label).containsEntry("<stream_name>", "commits"));
    }
}
