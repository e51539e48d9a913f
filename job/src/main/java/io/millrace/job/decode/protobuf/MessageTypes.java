package io.millrace.job.decode.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages that a descriptor set describes. */
public final class MessageTypes {

    private static final int NAMED = 20;

    private final Map<String, Descriptor> types = new LinkedHashMap<>();

    private MessageTypes() {}

    /**
     * Reads a descriptor set.
     *
     * @param descriptorSet a serialized {@code FileDescriptorSet}
     * @throws IllegalArgumentException when the bytes are none, or a file is missing that another one imports
     */
    public static MessageTypes parse(byte[] descriptorSet) {
        FileDescriptorSet set;
        try {
            set = FileDescriptorSet.parseFrom(descriptorSet);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "it is not a descriptor set, as protoc --descriptor_set_out writes it: " + e.getMessage(), e);
        }
        Map<String, FileDescriptorProto> files = new HashMap<>();
        set.getFileList().forEach(file -> files.put(file.getName(), file));
        MessageTypes result = new MessageTypes();
        Map<String, FileDescriptor> built = new HashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            build(file, files, built, new HashSet<>()).getMessageTypes().forEach(result::add);
        }
        if (result.types.isEmpty()) {
            throw new IllegalArgumentException("it is a descriptor set without any message");
        }
        return result;
    }

    /**
     * The message of that full name.
     *
     * @throws IllegalArgumentException when there is none, naming those there are
     */
    public Descriptor find(String name) {
        Descriptor type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(
                    "expected a message of the descriptor set, which are " + known() + ", but got '" + name + "'");
        }
        return type;
    }

    private String known() {
        List<String> own = types.keySet().stream()
                .filter(name -> !name.startsWith("google.protobuf."))
                .sorted()
                .toList();
        return own.size() <= NAMED
                ? String.join(", ", own)
                : String.join(", ", own.subList(0, NAMED)) + " and " + (own.size() - NAMED) + " more";
    }

    private void add(Descriptor type) {
        if (!type.getOptions().getMapEntry()) {
            types.put(type.getFullName(), type);
            type.getNestedTypes().forEach(this::add);
        }
    }

    private static FileDescriptor build(
            FileDescriptorProto file,
            Map<String, FileDescriptorProto> files,
            Map<String, FileDescriptor> built,
            Set<String> open) {
        FileDescriptor known = built.get(file.getName());
        if (known != null) {
            return known;
        }
        if (!open.add(file.getName())) {
            throw new IllegalArgumentException("it is no descriptor set: " + file.getName() + " imports itself");
        }
        FileDescriptor[] imports = file.getDependencyList().stream()
                .map(name -> {
                    if (!files.containsKey(name)) {
                        throw new IllegalArgumentException("it does not hold " + name + ", which " + file.getName()
                                + " imports; make it with protoc --include_imports");
                    }
                    return build(files.get(name), files, built, open);
                })
                .toArray(FileDescriptor[]::new);
        try {
            FileDescriptor descriptor = FileDescriptor.buildFrom(checkingText(file), imports);
            built.put(file.getName(), descriptor);
            return descriptor;
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("it is no descriptor set: " + e.getMessage(), e);
        }
    }

    /** Where proto2 leaves it open, a string must be UTF-8 too: otherwise it would be changed without a word. */
    private static FileDescriptorProto checkingText(FileDescriptorProto file) {
        boolean proto2 = file.getSyntax().isEmpty() || file.getSyntax().equals("proto2");
        return proto2
                ? file.toBuilder()
                        .setOptions(file.getOptions().toBuilder().setJavaStringCheckUtf8(true))
                        .build()
                : file;
    }
}
