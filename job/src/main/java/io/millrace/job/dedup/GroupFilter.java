package io.millrace.job.dedup;

import io.millrace.job.record.MessageIdTypeInfo;
import io.millrace.model.MessageId;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.util.Collector;

/**
 * Keyed by the message group, so that a group's messages stay in order: a group remembers its identities and when each
 * was seen. Timers, a few for each group, forget them: Flink's own expiry would look through a group's whole map again
 * and again.
 */
final class GroupFilter<T> extends DuplicateFilter<T> {

    private static final long serialVersionUID = 1L;

    /** Identities are forgotten in so many steps within a time to live; a group has at most one timer more than that. */
    private static final int STEPS = 8;

    private transient MapState<MessageId, Long> seenAt;

    GroupFilter(Identity<T> identity, Duration ttl, boolean refresh, Tally.Factory<T> tally) {
        super(identity, ttl, refresh, tally);
    }

    @Override
    KeySelector<T, MessageId> keySelector() {
        return identity()::group;
    }

    @Override
    void openState(FunctionInitializationContext context) {
        seenAt = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("seen-in-group", new MessageIdTypeInfo(), Types.LONG));
    }

    @Override
    boolean remember(MessageId id, Context context) throws Exception {
        long now = context.timerService().currentProcessingTime();
        Long before = seenAt.get(id);
        boolean isNew = before == null || isForgotten(before, now);
        if (isNew || refresh()) {
            seenAt.put(id, now);
            context.timerService().registerProcessingTimeTimer(nextStep(now + ttl().toMillis()));
        }
        return isNew;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<T> out) throws Exception {
        boolean empty = true;
        Iterator<Map.Entry<MessageId, Long>> all = seenAt.iterator();
        while (all.hasNext()) {
            if (isForgotten(all.next().getValue(), time)) {
                all.remove();
            } else {
                empty = false;
            }
        }
        if (empty) {
            // An empty map would stay for every group there ever was.
            seenAt.clear();
        }
    }

    private boolean isForgotten(long seen, long now) {
        return now - seen >= ttl().toMillis();
    }

    /** Timers of one group at the same time are one timer. */
    private long nextStep(long time) {
        long step = Math.max(1, ttl().toMillis() / STEPS);
        return (Math.floorDiv(time - 1, step) + 1) * step;
    }
}
