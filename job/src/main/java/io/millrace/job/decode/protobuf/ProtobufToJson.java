package io.millrace.job.decode.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.job.decode.common.JsonText;
import java.util.List;
import java.util.Map;

/**
 * Writes values that no field takes as JSON text: numbers are numbers, enums their names or numbers, bytes base64, and of
 * fields that the descriptor does not know what is on the wire.
 */
final class ProtobufToJson {

    /** Writes all values of a field. */
    void field(FieldDescriptor field, Object value, JsonText out) {
        if (field.isMapField()) {
            map((List<?>) value, out);
        } else if (field.isRepeated()) {
            char separator = '[';
            for (Object element : (List<?>) value) {
                out.append(separator);
                one(field, element, out);
                separator = ',';
            }
            out.raw(separator == '[' ? "[]" : "]");
        } else {
            one(field, value, out);
        }
    }

    private void map(List<?> entries, JsonText out) {
        char separator = '{';
        for (Object entry : entries) {
            Message pair = (Message) entry;
            FieldDescriptor value = pair.getDescriptorForType().findFieldByNumber(2);
            out.append(separator);
            out.string(pair.getField(pair.getDescriptorForType().findFieldByNumber(1))
                    .toString());
            out.append(':');
            one(value, pair.getField(value), out);
            separator = ',';
        }
        out.raw(separator == '{' ? "{}" : "}");
    }

    private void one(FieldDescriptor field, Object value, JsonText out) {
        switch (field.getJavaType()) {
            case INT -> number(isUnsigned(field), Integer.toUnsignedLong((Integer) value), (Integer) value, out);
            case LONG -> number(isUnsigned(field), (Long) value, (Long) value, out);
            case FLOAT -> out.number((Float) value);
            case DOUBLE -> out.number((Double) value);
            case BOOLEAN -> out.raw(value.toString());
            case STRING -> out.string((String) value);
            case BYTE_STRING -> bytes((ByteString) value, out);
            case ENUM -> {
                EnumValueDescriptor symbol = (EnumValueDescriptor) value;
                if (ProtobufScalars.isUnknown(symbol)) {
                    out.number((long) symbol.getNumber());
                } else {
                    out.string(symbol.getName());
                }
            }
            case MESSAGE -> message((Message) value, out);
        }
    }

    private static void number(boolean unsigned, long asUnsigned, long asSigned, JsonText out) {
        out.raw(unsigned ? Long.toUnsignedString(asUnsigned) : Long.toString(asSigned));
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    private static void bytes(ByteString value, JsonText out) {
        out.base64(value.toByteArray(), 0, value.size());
    }

    private void message(Message message, JsonText out) {
        char separator = '{';
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            out.append(separator);
            out.string(entry.getKey().getName());
            out.append(':');
            field(entry.getKey(), entry.getValue(), out);
            separator = ',';
        }
        for (Map.Entry<Integer, UnknownFieldSet.Field> entry :
                message.getUnknownFields().asMap().entrySet()) {
            out.append(separator);
            out.string("#" + entry.getKey());
            out.append(':');
            unknown(entry.getValue(), out);
            separator = ',';
        }
        out.raw(separator == '{' ? "{}" : "}");
    }

    /** Writes all values of a field that the descriptor does not know: numbers without a sign, bytes as base64. */
    void unknown(UnknownFieldSet.Field field, JsonText out) {
        char[] separator = {'['};
        Runnable next = () -> {
            out.append(separator[0]);
            separator[0] = ',';
        };
        field.getVarintList().forEach(value -> {
            next.run();
            out.raw(Long.toUnsignedString(value));
        });
        field.getFixed32List().forEach(value -> {
            next.run();
            out.raw(Integer.toUnsignedString(value));
        });
        field.getFixed64List().forEach(value -> {
            next.run();
            out.raw(Long.toUnsignedString(value));
        });
        field.getLengthDelimitedList().forEach(value -> {
            next.run();
            bytes(value, out);
        });
        field.getGroupList().forEach(group -> {
            next.run();
            out.base64(group.toByteArray(), 0, group.getSerializedSize());
        });
        out.raw(separator[0] == '[' ? "[]" : "]");
    }
}
