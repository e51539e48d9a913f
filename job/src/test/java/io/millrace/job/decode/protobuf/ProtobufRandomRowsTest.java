package io.millrace.job.decode.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.ProtobufRecordsConfig;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Payloads;
import io.millrace.job.decode.json.Shown;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.RandomRows;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/** What Protobuf writes of random rows is decoded to the same rows, for the schemas that Protobuf can say. */
final class ProtobufRandomRowsTest {

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void messagesGiveTheirRow(@ForAll long seed) throws Exception {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        while (!canBeSaid(schema.avro())) {
            schema = random.schema();
        }
        FileDescriptorProto file = ProtobufSchemas.file(message(schema.avro()));
        Descriptor type = ProtobufSchemas.build(file);
        DecodeConfig config = DecodeConfigs.with(
                RecordFormatConfig.of(new ProtobufRecordsConfig("x.desc", type.getFullName())),
                UnknownFields.REJECT,
                DuplicateKeys.REJECT);
        Payloads payloads = new Payloads(
                config,
                ProtobufDecoder.factory(
                        config, schema, ProtobufSchemas.set(file).toByteArray()));
        for (GenericRowData row : random.rows(schema, 5)) {
            byte[] bytes = fill(type, row, schema.avro()).toByteArray();
            assertThat(payloads.decode(bytes).get(0).taken())
                    .isEqualTo(Shown.row(row, schema.rowType(), schema.avro()));
        }
    }

    /** No list in a list or map, none that is null, and no null in one. */
    private static boolean canBeSaid(Schema record) {
        return record.getFields().stream().allMatch(field -> {
            Schema type = withoutNull(field.schema());
            return switch (type.getType()) {
                case ARRAY -> !field.schema().isNullable() && isElement(type.getElementType());
                case MAP -> !field.schema().isNullable() && isElement(type.getValueType());
                case RECORD -> canBeSaid(type);
                default -> true;
            };
        });
    }

    private static boolean isElement(Schema schema) {
        return switch (schema.getType()) {
            case UNION, ARRAY, MAP -> false;
            case RECORD -> canBeSaid(schema);
            default -> true;
        };
    }

    private static Schema withoutNull(Schema schema) {
        return schema.getType() != Schema.Type.UNION
                ? schema
                : schema.getTypes().get(schema.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }

    private static DescriptorProto message(Schema record) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(record.getName());
        for (Schema.Field field : record.getFields()) {
            Schema type = withoutNull(field.schema());
            int number = field.pos() + 1;
            switch (type.getType()) {
                case ARRAY -> {
                    Schema element = type.getElementType();
                    ProtobufSchemas.repeated(message, field.name(), number, scalar(element), nested(message, element));
                }
                case MAP -> {
                    Schema value = type.getValueType();
                    ProtobufSchemas.map(message, field.name(), number, scalar(value), nested(message, value));
                }
                default -> ProtobufSchemas.optional(message, field.name(), number, scalar(type), nested(message, type));
            }
        }
        return message.build();
    }

    private static String nested(DescriptorProto.Builder message, Schema type) {
        if (type.getType() == Schema.Type.RECORD) {
            message.addNestedType(message(type));
            return type.getName();
        }
        return isInstant(type) ? ".google.protobuf.Timestamp" : null;
    }

    private static boolean isInstant(Schema type) {
        return type.getLogicalType() instanceof LogicalTypes.TimestampMicros
                || type.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    private static Type scalar(Schema type) {
        if (isInstant(type)) {
            return Type.TYPE_MESSAGE;
        }
        if (type.getLogicalType() instanceof LogicalTypes.Decimal) {
            return Type.TYPE_STRING;
        }
        return switch (type.getType()) {
            case RECORD -> Type.TYPE_MESSAGE;
            case BOOLEAN -> Type.TYPE_BOOL;
            case INT -> Type.TYPE_SFIXED32;
            case LONG -> Type.TYPE_SINT64;
            case FLOAT -> Type.TYPE_FLOAT;
            case DOUBLE -> Type.TYPE_DOUBLE;
            case BYTES, FIXED -> Type.TYPE_BYTES;
            default -> Type.TYPE_STRING;
        };
    }

    private static DynamicMessage fill(Descriptor type, GenericRowData row, Schema record) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (Schema.Field field : record.getFields()) {
            FieldDescriptor target = type.findFieldByName(field.name());
            Object value = row.getField(field.pos());
            if (value instanceof GenericArrayData array) {
                Schema element = withoutNull(field.schema()).getElementType();
                for (Object each : array.toObjectArray()) {
                    message.addRepeatedField(target, value(target, each, element));
                }
            } else if (value instanceof GenericMapData map) {
                FieldDescriptor inner = target.getMessageType().findFieldByNumber(2);
                Schema element = withoutNull(field.schema()).getValueType();
                for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
                    ProtobufSchemas.addEntry(message, target, key.toString(), value(inner, map.get(key), element));
                }
            } else if (value != null) {
                message.setField(target, value(target, value, withoutNull(field.schema())));
            }
        }
        return message.build();
    }

    private static Object value(FieldDescriptor target, Object value, Schema type) {
        if (value instanceof TimestampData time) {
            long micros = time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
            return isInstant(type)
                    ? ProtobufSchemas.timestamp(
                            Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000)
                    : (Object) (type.getLogicalType().getName().endsWith("millis") ? time.getMillisecond() : micros);
        }
        if (value instanceof GenericRowData row) {
            return fill(target.getMessageType(), row, type);
        }
        if (value instanceof DecimalData decimal) {
            return decimal.toBigDecimal().toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return ProtobufSchemas.bytes(bytes);
        }
        return List.of(Schema.Type.STRING, Schema.Type.ENUM).contains(type.getType()) ? value.toString() : value;
    }
}
