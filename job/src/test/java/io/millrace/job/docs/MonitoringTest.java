package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.metrics.MetricNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.junit.jupiter.api.Test;

/** The page of metrics, the dashboard, the alerts and their runbook know the metrics that the code has, and each other. */
final class MonitoringTest {

    private static final Path HOW_TO = Monitoring.ROOT.resolve("docs/how-to/watch-a-pipeline.md");
    private static final Set<String> NO_METRICS = Set.of(MetricNames.GROUP, MetricNames.STREAM_LABEL);

    @Test
    void thePageHasARowForEveryNameInTheCodeAndNoOther() throws IOException {
        List<String> names = Arrays.stream(MetricNames.class.getFields())
                .map(MonitoringTest::value)
                .filter(name -> !NO_METRICS.contains(name))
                .toList();

        assertThat(Monitoring.metrics().keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void totalsAreCalledSo() throws IOException {
        assertThat(Monitoring.metrics().values())
                .allSatisfy(metric -> assertThat(metric.type().equals("total"))
                        .as(metric.name())
                        .isEqualTo(metric.name().startsWith("total")));
    }

    @Test
    void dashboardAlertsAndRunbookNameOnlyMetricsOfThePage() throws IOException {
        Set<String> known = new TreeSet<>(Monitoring.flinks());
        Monitoring.metrics().values().forEach(metric -> known.addAll(metric.prometheusNames()));
        for (Path file : List.of(
                Monitoring.DIRECTORY.resolve("dashboard.json"),
                Monitoring.DIRECTORY.resolve("alerts.yml"),
                Monitoring.DIRECTORY.resolve("alerts.test.yml"),
                HOW_TO)) {
            assertThat(known).as(file.toString()).containsAll(Monitoring.namesIn(Files.readString(file)));
        }
    }

    @Test
    void whatThePageHasOfFlinkIsWhatTheyUse() throws IOException {
        Set<String> used = Monitoring.namesIn(Files.readString(Monitoring.DIRECTORY.resolve("dashboard.json"))
                + Files.readString(Monitoring.DIRECTORY.resolve("alerts.yml")));

        assertThat(used).containsAll(Monitoring.flinks());
    }

    @Test
    void aTotalIsNeverTakenForACounter() throws IOException {
        String all = Files.readString(Monitoring.DIRECTORY.resolve("dashboard.json"))
                + Files.readString(Monitoring.DIRECTORY.resolve("alerts.yml"));

        assertThat(all).doesNotContainPattern("(rate|increase)\\(" + Monitoring.PREFIX + "total");
    }

    @Test
    void everyAlertHasAPlaceInTheRunbookAndACaseThatFiresIt() throws IOException {
        List<String> alerts = all("(?m)^ *- alert: (\\w+)$", Monitoring.DIRECTORY.resolve("alerts.yml"));

        assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(all("(?m)^### (Millrace\\w+)$", HOW_TO)).containsExactlyElementsOf(alerts);
        assertThat(all("alertname=\"(\\w+)\"", Monitoring.DIRECTORY.resolve("alerts.test.yml")))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void aClusterReportsAsALocalRunDoes() throws IOException {
        Map<String, String> cluster = GlobalConfiguration.loadConfiguration(
                        Monitoring.ROOT.resolve("deploy/flink").toString())
                .toMap();

        assertThat(cluster)
                .containsEntry("metrics.reporters", "prometheus")
                .containsEntry("metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName())
                .containsEntry("metrics.reporter.prometheus.port", "9249-9348")
                .containsEntry("metrics.reporter.prometheus.filterLabelValueCharacters", "false");
    }

    private static List<String> all(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toList());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
