package io.millrace.job.dedup;

import io.millrace.model.MessageId;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Keyed by the identity itself: a key whose state is there was seen. */
final class KeyedFilter<T> extends DuplicateFilter<T> {

    private static final long serialVersionUID = 1L;

    /**
     * How many remembered ids each access to the state looks at for expiry, on the heap. A message makes two accesses,
     * so at most a sixth more than the living ids is kept.
     */
    private static final int CLEANED_PER_ACCESS = 3;

    private static final int ENTRIES_BETWEEN_CLOCK_READS = 1000;
    private static final Byte SEEN = 1;

    private transient ValueState<Byte> seen;

    KeyedFilter(Identity<T> identity, Duration ttl, boolean refresh, Tally.Factory<T> tally) {
        super(identity, ttl, refresh, tally);
    }

    @Override
    KeySelector<T, MessageId> keySelector() {
        Identity<T> identity = identity();
        return value -> {
            MessageId id = identity.of(value);
            return id == null ? identity.spread(value) : id;
        };
    }

    @Override
    void openState(FunctionInitializationContext context) {
        ValueStateDescriptor<Byte> descriptor = new ValueStateDescriptor<>("seen", Types.BYTE);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl())
                .setUpdateType(
                        refresh()
                                ? StateTtlConfig.UpdateType.OnReadAndWrite
                                : StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupIncrementally(CLEANED_PER_ACCESS, false)
                .cleanupInRocksdbCompactFilter(ENTRIES_BETWEEN_CLOCK_READS)
                .build());
        seen = context.getKeyedStateStore().getState(descriptor);
    }

    @Override
    boolean remember(MessageId id, Context context) throws Exception {
        if (seen.value() != null) {
            return false;
        }
        seen.update(SEEN);
        return true;
    }
}
