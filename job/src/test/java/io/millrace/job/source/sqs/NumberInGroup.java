package io.millrace.job.source.sqs;

import io.millrace.model.RawMessage;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Drops what it has seen of a message group and numbers the rest, in the order in which it comes: {@code body:number}. */
final class NumberInGroup extends KeyedProcessFunction<String, RawMessage, String> {

    private static final long serialVersionUID = 1L;

    private transient MapState<String, Boolean> seen;
    private transient ValueState<Integer> count;

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.BOOLEAN));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    }

    @Override
    public void processElement(RawMessage message, Context context, Collector<String> out) throws Exception {
        if (!seen.contains(message.id().toString())) {
            seen.put(message.id().toString(), true);
            int number = count.value() == null ? 0 : count.value();
            count.update(number + 1);
            out.collect(new String(message.body(), StandardCharsets.UTF_8) + ":" + number);
        }
    }
}
