package io.millrace.job.route;

import java.util.Arrays;
import org.apache.flink.table.data.StringData;

/**
 * What identifies a partition whose directories are called after fields: a number or an object for each of them. Refilled
 * for each row; a {@linkplain #copy copy} stands in the table of known partitions.
 */
final class PartitionKey {

    private final Object[] objects;
    private final long[] words;

    PartitionKey(int parts) {
        this(new Object[parts], new long[parts]);
    }

    private PartitionKey(Object[] objects, long[] words) {
        this.objects = objects;
        this.words = words;
    }

    void set(int part, Object object, long word) {
        objects[part] = object;
        words[part] = word;
    }

    Object object(int part) {
        return objects[part];
    }

    long word(int part) {
        return words[part];
    }

    /** This key for as long as it is wanted: texts are views of a message's bytes until then. */
    PartitionKey copy() {
        Object[] kept = objects.clone();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] instanceof StringData text) {
                kept[i] = StringData.fromBytes(text.toBytes());
            }
        }
        return new PartitionKey(kept, words.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionKey that
                && Arrays.equals(words, that.words)
                && Arrays.equals(objects, that.objects);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(words) + Arrays.hashCode(objects);
    }
}
