package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.JsonText;
import org.apache.avro.Schema;

/**
 * Reads values that no field takes into JSON text. Text and symbols are strings there, numbers are numbers whatever they
 * count, and bytes are base64.
 */
final class AvroToJson {

    private final AvroParts parts;
    private final AvroBytes in;

    AvroToJson(AvroParts parts) {
        this.parts = parts;
        this.in = parts.in;
    }

    /**
     * Reads one value; returns false after noting why it is none.
     *
     * @param depth how many records, arrays and maps are around it
     */
    boolean write(Schema schema, int depth, JsonText out) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth, out);
            case ARRAY -> blocks(schema.getElementType(), '[', ']', depth, out);
            case MAP -> blocks(schema.getValueType(), '{', '}', depth, out);
            case UNION -> {
                int branch = parts.branch(schema);
                yield branch >= 0 && write(schema.getTypes().get(branch), depth, out);
            }
            case STRING -> {
                in.readString();
                if (!in.failed()) {
                    out.string(in.array(), in.offset(), in.length());
                }
                yield !in.failed();
            }
            case BYTES, FIXED -> bytes(schema, out);
            default -> {
                scalar(schema, out);
                yield !in.failed();
            }
        };
    }

    private void scalar(Schema schema, JsonText out) {
        switch (schema.getType()) {
            case NULL -> out.raw("null");
            case BOOLEAN -> out.raw(in.readBoolean() ? "true" : "false");
            case INT -> out.number(in.readInt());
            case LONG -> out.number(in.readLong());
            case FLOAT -> out.number(in.readFloat());
            case DOUBLE -> out.number(in.readDouble());
            case ENUM -> {
                int symbol = parts.symbol(schema);
                out.string(symbol < 0 ? "" : schema.getEnumSymbols().get(symbol));
            }
            default -> throw new IllegalStateException(schema.getType().getName());
        }
    }

    private boolean bytes(Schema schema, JsonText out) {
        if (schema.getType() == Schema.Type.BYTES) {
            in.readBytes();
        } else {
            in.readFixed(schema.getFixedSize());
        }
        if (!in.failed()) {
            out.base64(in.array(), in.offset(), in.length());
        }
        return !in.failed();
    }

    private boolean record(Schema schema, int depth, JsonText out) {
        if (depth > parts.maxDepth) {
            return parts.tooDeep();
        }
        out.append('{');
        boolean first = true;
        for (Schema.Field field : schema.getFields()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            out.string(field.name());
            out.append(':');
            if (!write(field.schema(), depth + 1, out)) {
                return false;
            }
        }
        out.append('}');
        return true;
    }

    private boolean blocks(Schema element, char open, char close, int depth, JsonText out) {
        if (depth > parts.maxDepth) {
            return parts.tooDeep();
        }
        boolean first = true;
        out.append(open);
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            if (!parts.takes(count)) {
                return false;
            }
            for (long i = 0; i < count; i++) {
                if (!first) {
                    out.append(',');
                }
                first = false;
                if (!(open == '[' || name(out)) || !write(element, depth + 1, out)) {
                    return false;
                }
            }
        }
        out.append(close);
        return !in.failed();
    }

    private boolean name(JsonText out) {
        in.readString();
        if (!in.failed()) {
            out.string(in.array(), in.offset(), in.length());
            out.append(':');
        }
        return !in.failed();
    }
}
