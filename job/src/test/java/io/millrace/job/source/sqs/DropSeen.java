package io.millrace.job.source.sqs;

import io.millrace.model.RawMessage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Lets the first message of each id pass: the least that a job behind the source has to do. */
final class DropSeen extends KeyedProcessFunction<String, RawMessage, RawMessage> {

    private static final long serialVersionUID = 1L;

    static final AtomicLong DROPPED = new AtomicLong();

    private transient ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
    }

    @Override
    public void processElement(RawMessage message, Context context, Collector<RawMessage> out) throws Exception {
        if (seen.value() == null) {
            seen.update(true);
            out.collect(message);
        } else {
            DROPPED.incrementAndGet();
        }
    }
}
