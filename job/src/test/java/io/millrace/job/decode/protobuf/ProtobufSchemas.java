package io.millrace.job.decode.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;
import java.util.Locale;

/** Descriptors and messages that tests put together, as protoc would. */
final class ProtobufSchemas {

    private ProtobufSchemas() {}

    static FileDescriptorProto file(DescriptorProto message) {
        return FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addMessageType(message)
                .build();
    }

    static FileDescriptorSet set(FileDescriptorProto... files) {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder()
                .addFile(TimestampProto.getDescriptor().toProto());
        for (FileDescriptorProto file : files) {
            set.addFile(file);
        }
        return set.build();
    }

    static Descriptor build(FileDescriptorProto file) throws DescriptorValidationException {
        return FileDescriptor.buildFrom(file, new FileDescriptor[] {TimestampProto.getDescriptor()})
                .getMessageTypes()
                .get(0);
    }

    /** A field that is known to be there or not. */
    static void optional(DescriptorProto.Builder message, String name, int number, Type type, String typeName) {
        FieldDescriptorProto.Builder field = field(name, number, type, typeName);
        if (type != Type.TYPE_MESSAGE) {
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + name));
        }
        message.addField(field);
    }

    static void repeated(DescriptorProto.Builder message, String name, int number, Type type, String typeName) {
        message.addField(field(name, number, type, typeName).setLabel(Label.LABEL_REPEATED));
    }

    /** A map with keys that are text. */
    static void map(DescriptorProto.Builder message, String name, int number, Type value, String typeName) {
        String entry = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Entry";
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, Type.TYPE_STRING, null))
                .addField(field("value", 2, value, typeName)));
        repeated(message, name, number, Type.TYPE_MESSAGE, entry);
    }

    static FieldDescriptorProto.Builder field(String name, int number, Type type, String typeName) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
        return typeName == null ? field : field.setTypeName(typeName);
    }

    static Message timestamp(long seconds, int nanos) {
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }

    static void addEntry(DynamicMessage.Builder message, FieldDescriptor map, String key, Object value) {
        Descriptor type = map.getMessageType();
        message.addRepeatedField(
                map,
                DynamicMessage.newBuilder(type)
                        .setField(type.findFieldByNumber(1), key)
                        .setField(type.findFieldByNumber(2), value)
                        .build());
    }

    static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
