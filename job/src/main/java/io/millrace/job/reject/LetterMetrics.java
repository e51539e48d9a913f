package io.millrace.job.reject;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.SharedCounter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is counted of dead letters on their way to a queue. Any thread. */
final class LetterMetrics {

    private final Counter sent;
    private final Counter failures;
    private final Counter large;

    LetterMetrics(MetricGroup group) {
        MetricGroup own = group.addGroup(MetricNames.GROUP);
        sent = own.counter(MetricNames.LETTERS_SENT, new SharedCounter());
        failures = own.counter(MetricNames.LETTER_SEND_FAILURES, new SharedCounter());
        large = own.counter(MetricNames.LARGE_LETTERS, new SharedCounter());
    }

    /** The queue has taken a letter. */
    void sent() {
        sent.inc();
    }

    /** The queue has not taken so many letters. */
    void failed(int letters) {
        failures.inc(letters);
    }

    /** A letter became an object. */
    void large() {
        large.inc();
    }
}
