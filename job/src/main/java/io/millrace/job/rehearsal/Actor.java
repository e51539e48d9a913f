package io.millrace.job.rehearsal;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;

/** One function of a stage, with what it gives on handed over at once, as between the operators of a chain. */
final class Actor<I, O> implements Collector<I>, AutoCloseable {

    private final ProcessFunction<I, O> function;
    private final ProcessFunction<I, O>.Context context;
    private final Collector<O> out;
    private final Map<OutputTag<?>, Collector<?>> sides;

    private boolean opened;
    private boolean silent;
    private long swallowed;

    /**
     * @param next takes what the function gives
     * @param sides take what it gives to side outputs, each what its tag's type says
     */
    Actor(ProcessFunction<I, O> function, Collector<O> next, Map<OutputTag<?>, Collector<?>> sides) {
        this.function = requireNonNull(function, "function");
        this.out = collector(record -> {
            silent = false;
            next.collect(record);
        });
        this.context = context(function, this::side);
        this.sides = Map.copyOf(sides);
    }

    @SuppressWarnings("unchecked")
    private void side(OutputTag<?> tag, Object value) {
        silent = false;
        if (sides.containsKey(tag)) {
            ((Collector<Object>) sides.get(tag)).collect(value);
        } else {
            throw new UnsupportedOperationException("a side output that nobody hears: " + tag);
        }
    }

    static <T> Collector<T> collector(Consumer<T> consumer) {
        return new Collector<>() {
            @Override
            public void collect(T record) {
                consumer.accept(record);
            }

            @Override
            public void close() {}
        };
    }

    void open() throws Exception {
        function.setRuntimeContext(Surroundings.runtimeContext());
        if (function instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(Surroundings.initializationContext());
        }
        opened = true;
        function.open(new OpenContext() {});
    }

    @Override
    public void collect(I record) {
        silent = true;
        try {
            function.processElement(record, context, out);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkRuntimeException(e);
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
        if (silent) {
            swallowed++;
        }
    }

    /** For how many records it gave nothing, in no direction. */
    long swallowed() {
        return swallowed;
    }

    @Override
    public void close() {
        if (opened) {
            opened = false;
            try {
                function.close();
            } catch (Exception e) {
                throw new FlinkRuntimeException(e);
            }
        }
    }

    private static <I, O> ProcessFunction<I, O>.Context context(
            ProcessFunction<I, O> function, BiConsumer<OutputTag<?>, Object> side) {
        return function.new Context() {
            @Override
            public Long timestamp() {
                return null;
            }

            @Override
            public TimerService timerService() {
                throw new UnsupportedOperationException("no stage between source and output has timers");
            }

            @Override
            public <X> void output(OutputTag<X> tag, X value) {
                side.accept(tag, value);
            }
        };
    }
}
