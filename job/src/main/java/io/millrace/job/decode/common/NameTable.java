package io.millrace.job.decode.common;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a number by a name that stands as bytes in a message, without making a string of it. */
public final class NameTable {

    public static final int NONE = -1;

    private byte[][] names = new byte[16][];
    private int[] values = new int[16];
    private int size;

    public void put(String name, int value) {
        put(name.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Adds a name that is not there yet. */
    public void put(byte[] name, int value) {
        if (++size * 2 > names.length) {
            grow();
        }
        int slot = slot(name, 0, name.length);
        names[slot] = name;
        values[slot] = value;
    }

    /** The number of the name, or {@link #NONE}. */
    public int find(byte[] b, int offset, int length) {
        int slot = slot(b, offset, length);
        return names[slot] == null ? NONE : values[slot];
    }

    public int size() {
        return size;
    }

    private int slot(byte[] b, int offset, int length) {
        int mask = names.length - 1;
        int slot = Bytes.hash(b, offset, length, 0) & mask;
        while (names[slot] != null && !Arrays.equals(names[slot], 0, names[slot].length, b, offset, offset + length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        byte[][] oldNames = names;
        int[] oldValues = values;
        names = new byte[oldNames.length * 2][];
        values = new int[names.length];
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null) {
                int slot = slot(oldNames[i], 0, oldNames[i].length);
                names[slot] = oldNames[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
