package io.millrace.job.cli;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Hands the metrics of a Flink cluster in this JVM to a {@link MetricBook}. */
final class MetricBookReporter implements MetricReporter {

    private static final String NAME = "millrace-book";
    private static final String ID = "book";

    /** Flink makes reporters by itself, from text: this is how one finds its book. */
    private static final Map<String, MetricBook> BOOKS = new ConcurrentHashMap<>();

    private final MetricBook book;

    private MetricBookReporter(MetricBook book) {
        this.book = book;
    }

    /**
     * Makes a cluster that is configured with {@code configuration} write into {@code book}.
     *
     * @return forgets the book
     */
    static AutoCloseable connect(MetricBook book, Configuration configuration) {
        String id = UUID.randomUUID().toString();
        BOOKS.put(id, book);
        configuration.setString("metrics.reporters", NAME);
        configuration.setString("metrics.reporter." + NAME + ".factory.class", Factory.class.getName());
        configuration.setString("metrics.reporter." + NAME + "." + ID, id);
        return () -> BOOKS.remove(id);
    }

    @Override
    public void open(MetricConfig config) {
        // Everything it needs came with its making.
    }

    @Override
    public void close() {
        // The book is read after the cluster has closed.
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        book.added(metric, name, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        book.removed(metric, name, group);
    }

    /** Public, with a public constructor, and listed in META-INF/services, because Flink looks for it there. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            MetricBook book = BOOKS.get(String.valueOf(properties.getProperty(ID)));
            if (book == null) {
                throw new IllegalStateException("no book for reporter " + properties);
            }
            return new MetricBookReporter(book);
        }
    }
}
