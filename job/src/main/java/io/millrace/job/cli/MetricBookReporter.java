package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Writes the metrics of a Flink cluster into a {@link MetricBook}. */
final class MetricBookReporter implements MetricReporter {

    private final MetricBook book;

    MetricBookReporter(MetricBook book) {
        this.book = requireNonNull(book, "book");
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
}
