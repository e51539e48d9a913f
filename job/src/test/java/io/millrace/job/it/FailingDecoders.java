package io.millrace.job.it;

import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.unwrap.Layer;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.Rejection;

/** Decoders that fail in the middle of the flow, at {@link Faults.Point#BEFORE_BARRIER}. */
record FailingDecoders(Decoder.Factory decoders) implements Decoder.Factory {

    @Override
    public RecordSchema schema() {
        return decoders.schema();
    }

    @Override
    public Decoder create(DroppedFields dropped) {
        Decoder decoder = decoders.create(dropped);
        return new Decoder() {
            @Override
            public SlotRow decode(byte[] bytes, int offset, int length) {
                Faults.chance(Faults.Point.BEFORE_BARRIER);
                return decoder.decode(bytes, offset, length);
            }

            @Override
            public Layer layer() {
                return decoder.layer();
            }

            @Override
            public Rejection rejection() {
                return decoder.rejection();
            }
        };
    }
}
