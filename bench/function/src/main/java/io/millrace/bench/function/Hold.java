package io.millrace.bench.function;

import io.millrace.bench.NestedEvent;
import io.millrace.udf.RecordFunction;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Never lets a record go: the whole job is there, and does nothing. */
public final class Hold implements RecordFunction<NestedEvent, NestedEvent> {

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public Class<NestedEvent> inputType() {
        return NestedEvent.class;
    }

    @Override
    public Class<NestedEvent> outputType() {
        return NestedEvent.class;
    }

    @Override
    public void apply(NestedEvent event, Consumer<NestedEvent> out) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
