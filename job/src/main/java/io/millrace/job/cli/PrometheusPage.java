package io.millrace.job.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Flink's own reporter for Prometheus, with the port that it took: given a range, it would tell that to its log alone.
 *
 * @param reporter listens already; has something to say as soon as a cluster has it
 * @param uri what Prometheus reads
 */
record PrometheusPage(MetricReporter reporter, URI uri) {

    private static final String NAME = "prometheus";

    private static final int TRIES = 10;

    /** Empty when it is switched off. */
    static Optional<PrometheusPage> open(PortRange ports) throws NoPortException {
        if (ports.isOff()) {
            return Optional.empty();
        }
        RuntimeException taken = null;
        for (int number = 0; number < (ports.isAny() ? TRIES : ports.last() - ports.first() + 1); number++) {
            int port = ports.isAny() ? freePort() : ports.first() + number;
            try {
                return Optional.of(listening(port));
            } catch (RuntimeException e) {
                // It says the same whatever the reason is.
                if (isFree(port)) {
                    throw e;
                }
                taken = e;
            }
        }
        throw new NoPortException(PortOptions.METRICS, ports, taken);
    }

    /** Has a cluster report to it, once it is among {@code reporters} of {@link ReadyReporters}. */
    void addTo(Map<String, MetricReporter> reporters, Configuration configuration) {
        reporters.put(NAME, reporter);
        // Else a pipeline or an operator loses every hyphen and blank of its name.
        configuration.setString("metrics.reporter." + NAME + ".filterLabelValueCharacters", "false");
    }

    private static PrometheusPage listening(int port) {
        MetricConfig config = new MetricConfig();
        config.setProperty("port", Integer.toString(port));
        MetricReporter reporter = new PrometheusReporterFactory().createMetricReporter(config);
        return new PrometheusPage(reporter, URI.create("http://localhost:" + port + "/metrics"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Somebody else may take it before the reporter does, hence the tries. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
