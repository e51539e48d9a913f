package io.millrace.job.decode.avro;

import io.millrace.job.config.AvroRecordsConfig.Encoding;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.decode.unwrap.Layer;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Reads records in Avro's binary encoding into rows of the pipeline's schema, by Avro's own rules of resolution and in one
 * pass over the bytes. Text and bytes are views of the message.
 */
public final class AvroDecoder implements Decoder {

    /** The two bytes before a fingerprint. */
    private static final int MARKER = 0x01C3;

    private final Encoding encoding;
    private final AvroParts parts;
    private final SlotRow row;
    private final AvroContainerLayer layer;

    /** The plan of {@link Encoding#RAW}; null otherwise. */
    private final AvroPlan raw;

    /** The plans of {@link Encoding#SINGLE_OBJECT}, by the fingerprint of the writer's schema. */
    private final Map<Long, AvroPlan> plans = new HashMap<>();

    private int start;

    private AvroDecoder(
            DecodeConfig config, RecordSchema input, RecordSchema output, List<Schema> writers, DroppedFields dropped) {
        encoding = config.format().avro().encoding();
        parts = new AvroParts(config, new Unknowns(config, output, dropped));
        row = new SlotRow(output.rowType());
        Schema reader = input.avro();
        raw = encoding == Encoding.RAW ? AvroPlan.of(parts, writers.isEmpty() ? reader : writers.get(0), reader) : null;
        layer = encoding == Encoding.CONTAINER
                ? new AvroContainerLayer(parts, reader, config.maxRecordSize().bytes())
                : null;
        if (encoding == Encoding.SINGLE_OBJECT) {
            List<Schema> all = new ArrayList<>(writers);
            all.add(reader);
            all.forEach(writer ->
                    plans.put(SchemaNormalization.parsingFingerprint64(writer), AvroPlan.of(parts, writer, reader)));
        }
    }

    /**
     * Checks that records of a writer's schema can become rows of the reader's.
     *
     * @throws IllegalArgumentException naming the field, when they cannot
     */
    public static void checkReadable(DecodeConfig config, Schema writer, RecordSchema reader) {
        Unknowns unknowns = new Unknowns(config, Unknowns.output(config, reader), DroppedFields.NOT_COUNTED);
        AvroPlan.of(new AvroParts(config, unknowns), writer, reader.avro());
    }

    /**
     * Decoders of records that become rows of {@code input}.
     *
     * @param writers the schemas with which they may have been written, beside {@code input} itself
     * @throws IllegalArgumentException when records of a writer cannot become such rows, or the schema has a field of its
     *     own where unknown fields are to be captured
     */
    public static Factory factory(DecodeConfig config, RecordSchema input, List<Schema> writers) {
        RecordSchema output = Unknowns.output(config, input);
        checkReadable(config, input.avro(), input);
        new AvroDecoder(config, input, output, writers, DroppedFields.NOT_COUNTED);
        return new AvroDecoderFactory(config, input, output, List.copyOf(writers));
    }

    private record AvroDecoderFactory(
            DecodeConfig config, RecordSchema input, RecordSchema schema, List<Schema> writers) implements Factory {

        @Override
        public Decoder create(DroppedFields dropped) {
            return new AvroDecoder(config, input, schema, writers, dropped);
        }
    }

    @Override
    public Layer layer() {
        return layer;
    }

    @Override
    public SlotRow decode(byte[] bytes, int offset, int length) {
        start = offset;
        parts.begin(bytes, offset, offset + length);
        parts.unknowns.clear();
        AvroPlan plan =
                switch (encoding) {
                    case RAW -> raw;
                    case CONTAINER -> layer.plan();
                    case SINGLE_OBJECT -> planOfFingerprint();
                };
        if (plan == null || !plan.read(row)) {
            return null;
        }
        if (!parts.in.atEnd()) {
            int more = parts.in.remaining();
            parts.failure.malformed(
                    parts.in.position(),
                    "nothing behind the record",
                    more + (more == 1 ? " byte" : " bytes") + " more");
            return null;
        }
        parts.unknowns.finish(row);
        return row;
    }

    private AvroPlan planOfFingerprint() {
        if (parts.in.little(2) != MARKER) {
            parts.failure.malformed(start, "a single object of Avro, which begins with C3 01", "something else");
            return null;
        }
        long fingerprint = parts.in.little(Long.BYTES);
        AvroPlan plan = plans.get(fingerprint);
        if (plan == null && !parts.in.failed()) {
            parts.failure.malformed(
                    start + 2,
                    "the fingerprint of a schema in decode.format.avro.writer-schemas",
                    "the fingerprint " + HexFormat.of().toHexDigits(fingerprint));
        }
        return parts.in.failed() ? null : plan;
    }

    @Override
    public Rejection rejection() {
        return parts.failure.toRejection(start);
    }
}
