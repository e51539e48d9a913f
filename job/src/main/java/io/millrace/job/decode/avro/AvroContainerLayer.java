package io.millrace.job.decode.avro;

import io.millrace.job.decode.avro.AvroContainer.Block;
import io.millrace.job.decode.avro.AvroContainer.BrokenException;
import io.millrace.job.decode.unwrap.Layer;
import io.millrace.job.decode.unwrap.Pieces;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Takes containers apart, into records. Their schema goes with them as an attribute of the message, so that a dead letter
 * can be read by itself: a message with that attribute is one record, as it stands in a container.
 */
final class AvroContainerLayer implements Layer {

    /** The attribute that holds the schema with which a message was written that is one record of a container. */
    static final String SCHEMA_ATTRIBUTE = "millrace.avro-schema";

    private static final int MOST_PLANS = 100;

    private final AvroParts parts;
    private final Schema reader;
    private final AvroContainer container;
    private final AvroSkipper skipper;

    /** How records are read, by the text of the schema with which they were written: most messages have the same few. */
    private final Map<String, AvroPlan> plans = new HashMap<>();

    private AvroPlan plan;

    AvroContainerLayer(AvroParts parts, Schema reader, long largestSize) {
        this.parts = parts;
        this.reader = reader;
        container = new AvroContainer(parts, largestSize);
        skipper = new AvroSkipper(parts);
        plan = AvroPlan.of(parts, reader, reader);
    }

    /** How the records of the container are read that was taken apart last. */
    AvroPlan plan() {
        return plan;
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        try {
            String schema = message.attributes().get(SCHEMA_ATTRIBUTE);
            if (schema != null) {
                use(schema);
                inside.piece(message, bytes, offset, length);
                return null;
            }
            List<Block> blocks = container.read(bytes, offset, length);
            use(container.schemaText());
            // Twice: when a piece is handed on, it is known that all of them are there.
            for (Block block : blocks) {
                split(message, block, (m, b, o, l) -> {});
            }
            RawMessage named = with(message, container.schemaText());
            for (Block block : blocks) {
                split(named, block, inside);
            }
            return null;
        } catch (BrokenException e) {
            return Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, e.getMessage());
        }
    }

    private void use(String text) throws BrokenException {
        AvroPlan known = plans.get(text);
        plan = known == null ? newPlan(text) : known;
    }

    private AvroPlan newPlan(String text) throws BrokenException {
        try {
            AvroPlan made = AvroPlan.of(parts, AvroContainer.parse(text), reader);
            if (plans.size() == MOST_PLANS) {
                plans.clear();
            }
            plans.put(text, made);
            return made;
        } catch (IllegalArgumentException | AvroRuntimeException e) {
            throw new BrokenException(
                    "records of the schema in the Avro container cannot become rows of the pipeline's: "
                            + e.getMessage(),
                    e);
        }
    }

    private void split(RawMessage message, Block block, Pieces inside) throws BrokenException {
        int p = block.offset();
        int end = block.offset() + block.length();
        for (long i = 0; i < block.count(); i++) {
            parts.begin(block.bytes(), p, end);
            if (!skipper.skip(plan.writer(), 1)) {
                throw new BrokenException("a record of the Avro container: "
                        + parts.failure.toRejection(p).message());
            }
            int next = parts.in.position();
            if (next == p && i > end - block.offset()) {
                throw new BrokenException("expected records in a block of the Avro container, but found nothing");
            }
            inside.piece(message, block.bytes(), p, next - p);
            p = next;
        }
        if (p != end) {
            throw new BrokenException("expected nothing behind the records of a block of the Avro container, but found "
                    + (end - p) + " bytes");
        }
    }

    private static RawMessage with(RawMessage message, String schema) {
        Map<String, String> attributes = new HashMap<>(message.attributes());
        attributes.put(SCHEMA_ATTRIBUTE, schema);
        return new RawMessage(message.id(), message.body(), attributes, message.origin());
    }
}
