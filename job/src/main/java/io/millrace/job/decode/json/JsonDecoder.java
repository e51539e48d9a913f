package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.IgnoredNames;
import io.millrace.job.decode.common.Rescue;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.Rejection;

/**
 * Reads one JSON object into a {@link SlotRow}, by the schema and in one pass over the bytes: no tokens, no tree, no
 * strings. What each value becomes, and what is refused, is on the page {@code docs/reference/json-decoding.md}, which a
 * test executes.
 */
public final class JsonDecoder implements Decoder {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Parts parts;
    private final RecordReader reader;
    private final SlotRow row;

    /** Null where unknown fields are not captured. */
    private final Rescue rescue;

    private int start;

    private JsonDecoder(DecodeConfig config, RecordSchema input, RecordSchema output, DroppedFields dropped) {
        parts = new Parts(config);
        row = new SlotRow(output.rowType());
        boolean captures = config.unknownFields() == DecodeConfig.UnknownFields.CAPTURE;
        rescue = captures ? new Rescue(config.maxRecordSize().bytes(), row.getArity() - 1) : null;
        IgnoredNames names = new IgnoredNames(dropped);
        UnknownFields.Factory unknown = UnknownFields.Factory.of(config.unknownFields(), parts, names, rescue);
        reader = new Readers(parts, unknown).of(input.avro());
    }

    /**
     * Decoders of the records that {@code input} describes.
     *
     * @throws IllegalArgumentException when the schema nests deeper than the configuration allows, has a default that
     *     does not fit, or has a field of its own where unknown fields are to be captured
     */
    public static Factory factory(DecodeConfig config, RecordSchema input) {
        RecordSchema output =
                config.unknownFields() == DecodeConfig.UnknownFields.CAPTURE ? input.withRescued() : input;
        new JsonDecoder(config, input, output, DroppedFields.NOT_COUNTED);
        return new JsonDecoderFactory(config, input, output);
    }

    private record JsonDecoderFactory(DecodeConfig config, RecordSchema input, RecordSchema schema) implements Factory {

        @Override
        public Decoder create(DroppedFields dropped) {
            return new JsonDecoder(config, input, schema, dropped);
        }
    }

    @Override
    public SlotRow decode(byte[] bytes, int offset, int length) {
        parts.scratch.clear();
        if (rescue != null) {
            rescue.clear();
        }
        start = offset;
        int end = offset + length;
        return top(bytes, Bytes.skipSpace(bytes, skipMark(bytes, offset, end), end), end);
    }

    /** The position behind a byte order mark, if there is one. */
    static int skipMark(byte[] bytes, int p, int end) {
        return Bytes.startsWith(bytes, p, end, BYTE_ORDER_MARK) ? p + BYTE_ORDER_MARK.length : p;
    }

    private SlotRow top(byte[] bytes, int from, int end) {
        int p = Bytes.at(bytes, from, end) == '{'
                ? reader.fields(bytes, from + 1, end, row)
                : reader.wrongType(bytes, from, end);
        if (p < 0) {
            return null;
        }
        p = Bytes.skipSpace(bytes, p, end);
        if (p != end) {
            parts.failure.malformed(bytes, p, end, "nothing behind the record");
            return null;
        }
        if (rescue != null) {
            rescue.finish(row);
        }
        return row;
    }

    @Override
    public Rejection rejection() {
        return parts.failure.toRejection(start);
    }
}
