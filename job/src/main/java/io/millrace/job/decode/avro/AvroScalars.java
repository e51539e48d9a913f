package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Decimals;
import io.millrace.job.decode.common.Expected;
import io.millrace.job.decode.common.TimeUnits;
import io.millrace.job.decode.json.TextValue;
import io.millrace.job.record.Slots;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Makes the readers of values that hold no others, once Avro has found that the writer's type becomes the reader's. */
final class AvroScalars {

    private final AvroParts parts;
    private final AvroBytes in;

    AvroScalars(AvroParts parts) {
        this.parts = parts;
        this.in = parts.in;
    }

    /** @throws IllegalArgumentException when the two mean different things, though their bytes are the same */
    AvroReader of(Schema writer, Schema reader) {
        if (TimeUnits.isTime(reader)) {
            return time(writer, reader);
        }
        if (reader.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(writer, decimal, Expected.of(reader));
        }
        return switch (reader.getType()) {
            case NULL ->
                (out, slot) -> {
                    out.setNull(slot);
                    return true;
                };
            case BOOLEAN ->
                (out, slot) -> {
                    out.setWord(slot, in.readBoolean() ? 1 : 0);
                    return !in.failed();
                };
            case INT ->
                (out, slot) -> {
                    out.setWord(slot, in.readInt());
                    return !in.failed();
                };
            case LONG ->
                (out, slot) -> {
                    out.setWord(slot, whole(writer));
                    return !in.failed();
                };
            case FLOAT ->
                (out, slot) -> {
                    out.setFloat(slot, writer.getType() == Schema.Type.FLOAT ? in.readFloat() : whole(writer));
                    return !in.failed();
                };
            case DOUBLE ->
                (out, slot) -> {
                    out.setDouble(slot, floating(writer));
                    return !in.failed();
                };
            case STRING -> text(reader);
            case BYTES, FIXED ->
                (out, slot) -> {
                    bytes(writer);
                    return view(out, slot);
                };
            default -> throw new IllegalStateException(reader.getType().getName());
        };
    }

    private AvroReader time(Schema writer, Schema reader) {
        TimeUnits units = TimeUnits.between(writer, reader);
        String expected = Expected.of(reader);
        return (out, slot) -> {
            int from = in.position();
            long value = whole(writer);
            if (in.failed()) {
                return false;
            }
            return fits(from, expected, units.put(value, out, slot));
        };
    }

    private AvroReader text(Schema reader) {
        if (reader.getLogicalType() == null) {
            return (out, slot) -> {
                in.readString();
                return view(out, slot);
            };
        }
        TextValue text = parts.texts.of(reader);
        return (out, slot) -> {
            int from = in.position();
            in.readString();
            return !in.failed() && text.read(in.array(), in.offset(), in.length(), out, slot, from);
        };
    }

    private AvroReader decimal(Schema writer, LogicalTypes.Decimal reader, String expected) {
        Decimals decimals = new Decimals(reader.getPrecision(), reader.getScale());
        int scale = writer.getLogicalType() instanceof LogicalTypes.Decimal written
                ? written.getScale()
                : reader.getScale();
        return (out, slot) -> {
            int from = in.position();
            bytes(writer);
            if (in.failed()) {
                return false;
            }
            if (in.length() == 0) {
                return fits(from, expected, "no bytes");
            }
            BigInteger unscaled = new BigInteger(in.array(), in.offset(), in.length());
            return fits(from, expected, decimals.put(new BigDecimal(unscaled, scale), out, slot));
        };
    }

    private long whole(Schema writer) {
        return writer.getType() == Schema.Type.INT ? in.readInt() : in.readLong();
    }

    private double floating(Schema writer) {
        return switch (writer.getType()) {
            case DOUBLE -> in.readDouble();
            case FLOAT -> in.readFloat();
            default -> whole(writer);
        };
    }

    private void bytes(Schema writer) {
        if (writer.getType() == Schema.Type.FIXED) {
            in.readFixed(writer.getFixedSize());
        } else {
            in.readBytes();
        }
    }

    private boolean view(Slots out, int slot) {
        if (!in.failed()) {
            out.setView(slot, in.array(), in.offset(), in.length());
        }
        return !in.failed();
    }

    private boolean fits(int from, String expected, String problem) {
        if (problem != null) {
            parts.failure.mismatch(from, expected, problem);
        }
        return problem == null;
    }
}
