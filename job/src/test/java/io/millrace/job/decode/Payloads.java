package io.millrace.job.decode;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.json.Shown;
import io.millrace.job.decode.unwrap.Records;
import io.millrace.job.decode.unwrap.Unwrapper;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;

/** What a decoder of any format makes of whole messages, through unwrapping as in the job. */
public final class Payloads {

    private final Decoder decoder;
    private final Unwrapper unwrapper;
    private final RecordSchema schema;
    private final RowDataSerializer serializer;
    private final Map<String, Long> dropped = new HashMap<>();

    public Payloads(DecodeConfig config, Decoder.Factory decoders) {
        decoder = decoders.create(path -> () -> dropped.merge(path, 1L, Long::sum));
        unwrapper = Unwrapper.of(config, decoder.layer());
        schema = decoders.schema();
        serializer = new RowDataSerializer(schema.rowType());
    }

    /**
     * One record of a message.
     *
     * @param row as text; null when it is rejected
     * @param copy a copy of the row
     * @param meta what travels beside it
     */
    public record Result(String row, RowData copy, Rejection rejection, RecordMeta meta) {

        /** The row; fails when it was rejected. */
        public String taken() {
            if (row == null) {
                throw new AssertionError("rejected: " + rejection);
            }
            return row;
        }
    }

    public RecordSchema schema() {
        return schema;
    }

    /** How often each unknown field was dropped. */
    public Map<String, Long> dropped() {
        return dropped;
    }

    public List<Result> decode(byte[] payload) {
        return decode(payload, Map.of());
    }

    public List<Result> decode(byte[] payload, Map<String, String> attributes) {
        List<Result> results = new ArrayList<>();
        RawMessage message = new RawMessage(
                MessageId.of("m"), payload, attributes, new SqsOrigin("http://localhost/q", "m", null, 1, 1, 1));
        unwrapper.unwrap(message, new Records() {
            @Override
            public void record(RecordMeta record) {
                SlotRow row = decoder.decode(record.payload(), record.offset(), record.length());
                results.add(row == null ? new Result(null, null, decoder.rejection(), record) : taken(row, record));
            }

            @Override
            public void broken(RecordMeta piece, Rejection why) {
                results.add(new Result(null, null, why, piece));
            }
        });
        return results;
    }

    private Result taken(SlotRow row, RecordMeta record) {
        RowData copy = serializer.toBinaryRow(row).copy();
        return new Result(Shown.row(row, schema.rowType(), schema.avro()), copy, null, record);
    }
}
