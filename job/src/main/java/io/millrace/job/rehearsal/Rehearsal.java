package io.millrace.job.rehearsal;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.Rejector;
import io.millrace.job.pipeline.Stages;
import io.millrace.job.pipeline.TypeStages;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.transform.TransformFunction;
import io.millrace.model.RawMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One pipeline's decode, transform and route, called one after another in the caller's thread. They are the functions of the
 * job; what is left out is what only a cluster has: deduplication, checkpoints, parallel instances. One thread.
 */
public final class Rehearsal implements AutoCloseable {

    private final Audience audience;
    private final long most;
    private final Deque<Actor<?, ?>> actors = new ArrayDeque<>();
    private final List<Actor<?, ?>> steps = new ArrayList<>();
    private final Actor<RawMessage, DecodedRecord> decode;

    private long records;

    private Rehearsal(Stages stages, long most, Audience audience) {
        this.audience = requireNonNull(audience, "audience");
        this.most = most;
        Map<OutputTag<?>, Collector<?>> byType = new HashMap<>();
        List<Collector<DecodedRecord>> firsts = new ArrayList<>();
        for (TypeStages type : stages.types()) {
            Collector<DecodedRecord> first = behindDecode(type);
            firsts.add(Actor.collector(record -> decoded(record, first)));
            byType.put(type.decoded().output(), firsts.get(firsts.size() - 1));
        }
        decode = add(new Actor<>(stages.decode().oneByOne(), firsts.get(0), byType));
    }

    private Collector<DecodedRecord> behindDecode(TypeStages type) {
        RecordSchema schema = type.layout().schema();
        Collector<DecodedRecord> next = add(new Actor<DecodedRecord, RoutedRecord>(
                type.route(),
                Actor.collector(row -> audience.row(schema, row)),
                Map.of(Rejector.REJECTED, Actor.collector(audience::rejected))));
        for (int i = type.transform().size() - 1; i >= 0; i--) {
            TransformFunction function = type.transform().get(i);
            Actor<DecodedRecord, DecodedRecord> step = add(new Actor<>(function, next, Map.of()));
            steps.add(step);
            next = step;
        }
        return next;
    }

    /**
     * Opens the functions.
     *
     * @param stages not opened yet, and nobody else's from now on
     * @param most after so many records nothing more is heard
     * @throws Exception what a function throws when it is opened
     */
    public static Rehearsal open(Stages stages, long most, Audience audience) throws Exception {
        Rehearsal rehearsal = new Rehearsal(stages, most, audience);
        try {
            for (Actor<?, ?> actor : rehearsal.actors) {
                actor.open();
            }
            return rehearsal;
        } catch (Exception e) {
            try {
                rehearsal.close();
            } catch (Exception suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Gives one message to the functions; all of it has been heard when this returns.
     *
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException when the breaker stops the job
     */
    public void process(RawMessage message) {
        decode.collect(message);
    }

    /** How many records were in the messages: decoded, rejected, or not decodable; at most as many as were asked for. */
    public long records() {
        return records;
    }

    /** Of how many records functions have left nothing. */
    public long filtered() {
        return steps.stream().mapToLong(Actor::swallowed).sum();
    }

    @Override
    public void close() throws Exception {
        Exception first = null;
        while (!actors.isEmpty()) {
            try {
                actors.removeLast().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private <I, O> Actor<I, O> add(Actor<I, O> actor) {
        actors.add(actor);
        return actor;
    }

    private void decoded(DecodedRecord record, Collector<DecodedRecord> next) {
        if (records < most) {
            records++;
            next.collect(record);
        }
    }
}
