package io.millrace.job.decode.protobuf;

import static io.millrace.job.decode.protobuf.ProtobufParts.NO_POSITION;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.Rejection;
import java.io.IOException;
import java.util.List;

/**
 * Reads one Protobuf message into a row. Protobuf's own parser makes an object of the message, because only it knows all
 * the rules of the wire (fields that come twice, packed or not, groups, closed enums); of that the row is filled.
 */
public final class ProtobufDecoder implements Decoder {

    private final Descriptor type;
    private final ProtobufParts parts;
    private final ProtobufRecord plan;
    private final SlotRow row;

    private ProtobufDecoder(
            DecodeConfig config, RecordSchema input, RecordSchema output, Descriptor type, DroppedFields dropped) {
        this.type = type;
        parts = new ProtobufParts(config, new Unknowns(config, output, dropped));
        plan = ProtobufPlan.of(parts, type, input.avro());
        row = new SlotRow(output.rowType());
    }

    /**
     * Decoders of messages that become rows of {@code input}.
     *
     * @param descriptorSet the serialized descriptors, which {@link MessageTypes#parse} takes and in which the configured
     *     message is
     * @throws IllegalArgumentException when the message's fields do not become those of the schema
     */
    public static Factory factory(DecodeConfig config, RecordSchema input, byte[] descriptorSet) {
        ProtobufDecoderFactory factory =
                new ProtobufDecoderFactory(config, input, Unknowns.output(config, input), descriptorSet.clone());
        factory.create(DroppedFields.NOT_COUNTED);
        return factory;
    }

    /** The descriptors are shipped as bytes, since those that are built of them are not serializable. */
    private record ProtobufDecoderFactory(
            DecodeConfig config, RecordSchema input, RecordSchema schema, byte[] descriptorSet) implements Factory {

        @Override
        public Decoder create(DroppedFields dropped) {
            Descriptor type = MessageTypes.parse(descriptorSet)
                    .find(config.format().protobuf().message());
            return new ProtobufDecoder(config, input, schema, type, dropped);
        }
    }

    @Override
    public SlotRow decode(byte[] bytes, int offset, int length) {
        parts.failure.clear();
        parts.scratch.clear();
        parts.unknowns.clear();
        DynamicMessage message = parse(bytes, offset, length);
        if (message == null || !plan.fields(message, row)) {
            return null;
        }
        parts.unknowns.finish(row);
        return row;
    }

    private DynamicMessage parse(byte[] bytes, int offset, int length) {
        CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
        in.setRecursionLimit(parts.maxDepth);
        try {
            DynamicMessage.Builder builder = DynamicMessage.newBuilder(type).mergeFrom(in);
            in.checkLastTagWas(0);
            List<String> missing = builder.findInitializationErrors();
            if (!missing.isEmpty()) {
                parts.failure.missing(NO_POSITION, "the field, which the message requires", "a message without it");
                parts.failure.at(missing.get(0));
                return null;
            }
            return builder.buildPartial();
        } catch (InvalidProtocolBufferException e) {
            parts.failure.malformed(in.getTotalBytesRead(), "a message " + type.getFullName(), reason(e));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Protobuf's messages speak to programmers; what matters is which of a few things was wrong. */
    private static String reason(InvalidProtocolBufferException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("UTF-8")) {
            return "text that is not UTF-8";
        }
        if (message.contains("too many levels")) {
            return "messages nested deeper than decode.max-depth allows";
        }
        return message.contains("truncated") || message.contains("ended unexpectedly")
                ? "the end of the record in the middle of a field"
                : "bytes that are none";
    }

    @Override
    public Rejection rejection() {
        return parts.failure.toRejection(NO_POSITION);
    }
}
