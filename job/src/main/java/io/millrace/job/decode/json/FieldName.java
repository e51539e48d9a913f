package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A field's name as it most likely stands in a message: in quotes, with a colon behind it and no space between. */
final class FieldName {

    private final byte[] key;
    private final int padded;
    private final long[] words;
    private final long lastMask;

    FieldName(String name) {
        key = ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
        words = new long[(key.length + 7) / 8];
        padded = words.length * 8;
        byte[] filled = Arrays.copyOf(key, padded);
        for (int i = 0; i < words.length; i++) {
            words[i] = Bytes.eight(filled, i * 8);
        }
        lastMask = -1L >>> ((padded - key.length) * 8);
    }

    int keyLength() {
        return key.length;
    }

    /** True when this name, its quotes and its colon stand at {@code p}. */
    boolean isAt(byte[] b, int p, int end) {
        if (end - p < key.length || b.length - p < padded) {
            return Bytes.startsWith(b, p, end, key);
        }
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if (Bytes.eight(b, p + i * 8) != words[i]) {
                return false;
            }
        }
        return (Bytes.eight(b, p + last * 8) & lastMask) == words[last];
    }
}
