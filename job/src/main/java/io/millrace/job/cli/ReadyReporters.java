package io.millrace.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Hands reporters that are there already to a Flink cluster in this JVM, which otherwise makes its own, from text. The
 * cluster closes what it has taken; {@link #close} closes what it has not.
 */
final class ReadyReporters implements AutoCloseable {

    private static final String ID = "id";

    private static final Map<String, MetricReporter> WAITING = new ConcurrentHashMap<>();

    private final List<String> ids;

    private ReadyReporters(List<String> ids) {
        this.ids = ids;
    }

    /** @param reporters by the names that Flink's log shall give them */
    static ReadyReporters connect(Configuration configuration, Map<String, MetricReporter> reporters) {
        List<String> ids = new ArrayList<>();
        configuration.setString("metrics.reporters", String.join(",", reporters.keySet()));
        reporters.forEach((name, reporter) -> {
            String id = UUID.randomUUID().toString();
            ids.add(id);
            WAITING.put(id, reporter);
            configuration.setString("metrics.reporter." + name + ".factory.class", Factory.class.getName());
            configuration.setString("metrics.reporter." + name + "." + ID, id);
        });
        return new ReadyReporters(ids);
    }

    @Override
    public void close() {
        for (String id : ids) {
            MetricReporter untaken = WAITING.remove(id);
            if (untaken != null) {
                untaken.close();
            }
        }
    }

    /** Public, with a public constructor, and listed in META-INF/services, because Flink looks for it there. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            MetricReporter reporter = WAITING.remove(String.valueOf(properties.getProperty(ID)));
            if (reporter == null) {
                throw new IllegalStateException("no reporter is waiting for " + properties);
            }
            return reporter;
        }
    }
}
