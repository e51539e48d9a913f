package io.millrace.job.error;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.RecordCounts;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RejectedRecordTypeInfo;
import io.millrace.model.ErrorKind;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.OutputTag;

/**
 * What one stage instance does with records it cannot pass on: makes them dead letters, counts them, and stops the
 * job when their share passes the limit. Used by the task's thread alone.
 */
public final class Rejector {

    /** Where rejected records leave the flow: the side output of route. */
    public static final OutputTag<RejectedRecord> REJECTED = new OutputTag<>("rejected", new RejectedRecordTypeInfo());

    private final Stage stage;
    private final BreakerConfig config;
    private final Breaker breaker;
    private final Total total;
    private final RecordCounts counts;
    private final Map<ErrorKind, Counter> byKind = new EnumMap<>(ErrorKind.class);

    /**
     * @param totals the stage's totals, {@link MetricNames#TOTAL_REJECTED} among them
     * @param counts what the stage counts for the commit log
     * @param group the operator's metric group
     */
    public Rejector(Stage stage, BreakerConfig config, Totals totals, RecordCounts counts, MetricGroup group) {
        this.stage = requireNonNull(stage, "stage");
        this.config = requireNonNull(config, "config");
        this.breaker = new Breaker(config);
        this.total = totals.get(MetricNames.TOTAL_REJECTED);
        this.counts = requireNonNull(counts, "counts");
        MetricGroup own = group.addGroup(MetricNames.GROUP);
        own.<Double, Gauge<Double>>gauge(MetricNames.REJECTED_SHARE, breaker::lastShare);
        for (ErrorKind kind : ErrorKind.values()) {
            byKind.put(kind, own.addGroup("kind", kind.label()).counter(MetricNames.REJECTED));
        }
    }

    /** To be called for every record that the stage has dealt with and did not reject. */
    public void passed() {
        breaker.passed();
    }

    /**
     * Rejects one record.
     *
     * @param way where the dead letter goes
     * @throws SuppressRestartsException with a {@link RejectedShareException} when too many were rejected
     */
    public void reject(RecordMeta meta, Rejection rejection, Consumer<RejectedRecord> way) {
        way.accept(meta.reject(rejection, System.currentTimeMillis()));
        total.increment();
        counts.rejected();
        byKind.get(rejection.kind()).inc();
        if (breaker.rejected()) {
            throw new SuppressRestartsException(new RejectedShareException(
                    stage, breaker.rejectedInWindow(), breaker.seenInWindow(), config.maxShare(), rejection));
        }
    }
}
