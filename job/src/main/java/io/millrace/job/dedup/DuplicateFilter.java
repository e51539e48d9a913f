package io.millrace.job.dedup;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.RecordCounts;
import io.millrace.model.MessageId;
import java.time.Duration;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Passes a value on when its identity was not seen within the time to live, or when it has none. */
abstract class DuplicateFilter<T> extends KeyedProcessFunction<MessageId, T, T>
        implements CheckpointedFunction, Balanced {

    private static final long serialVersionUID = 1L;

    private final Identity<T> identity;
    private final Duration ttl;
    private final boolean refresh;
    private final Tally.Factory<T> tallies;

    private transient Tally<T> tally;

    DuplicateFilter(Identity<T> identity, Duration ttl, boolean refresh, Tally.Factory<T> tallies) {
        this.identity = requireNonNull(identity, "identity");
        this.ttl = requireNonNull(ttl, "ttl");
        this.refresh = refresh;
        this.tallies = requireNonNull(tallies, "tallies");
    }

    final Identity<T> identity() {
        return identity;
    }

    final Duration ttl() {
        return ttl;
    }

    /** Whether seeing an identity again makes it be remembered anew. */
    final boolean refresh() {
        return refresh;
    }

    /** By what the stream must be keyed. */
    abstract KeySelector<T, MessageId> keySelector();

    /** Opens the state in which identities are remembered. */
    abstract void openState(FunctionInitializationContext context) throws Exception;

    /** Remembers {@code id}; returns true when it is new. */
    abstract boolean remember(MessageId id, Context context) throws Exception;

    @Override
    public final void initializeState(FunctionInitializationContext context) throws Exception {
        tally = tallies.create(context, getRuntimeContext().getMetricGroup());
        openState(context);
    }

    @Override
    public final void snapshotState(FunctionSnapshotContext context) throws Exception {
        tally.snapshot();
    }

    @Override
    public final RecordCounts counts() {
        return tally.counts();
    }

    @Override
    public final void processElement(T value, Context context, Collector<T> out) throws Exception {
        tally.seen(value);
        MessageId id = identity.of(value);
        if (id == null || remember(id, context)) {
            out.collect(value);
        } else {
            tally.dropped();
        }
    }
}
