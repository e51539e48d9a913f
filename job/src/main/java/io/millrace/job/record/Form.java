package io.millrace.job.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The binary forms of what several boundary types hold. */
final class Form {

    private Form() {}

    static void writeBytes(byte[] bytes, int offset, int length, DataOutputView target) throws IOException {
        target.writeInt(length);
        target.write(bytes, offset, length);
    }

    static byte[] readBytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return bytes;
    }

    static void writeStrings(List<String> texts, DataOutputView target) throws IOException {
        target.writeInt(texts.size());
        for (String text : texts) {
            StringValue.writeString(text, target);
        }
    }

    static List<String> readStrings(DataInputView source) throws IOException {
        int size = source.readInt();
        List<String> texts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            texts.add(StringValue.readString(source));
        }
        return texts;
    }

    static void writeMap(Map<String, String> map, DataOutputView target) throws IOException {
        target.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            StringValue.writeString(entry.getKey(), target);
            StringValue.writeString(entry.getValue(), target);
        }
    }

    static Map<String, String> readMap(DataInputView source) throws IOException {
        int size = source.readInt();
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> map = new HashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            map.put(StringValue.readString(source), StringValue.readString(source));
        }
        return map;
    }
}
