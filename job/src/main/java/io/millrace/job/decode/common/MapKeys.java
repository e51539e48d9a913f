package io.millrace.job.decode.common;

import io.millrace.job.record.SlotArray;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a key among those that a map has already. A few keys are compared one by one; many are hashed, with a seed that no
 * sender knows, so that nobody can send a map that takes quadratic time.
 */
public final class MapKeys {

    private static final int FEW = 8;

    private final long seed = ThreadLocalRandom.current().nextLong();

    /** Entry + 1 by hash; 0 where there is none. Only valid for the first {@link #hashed} entries. */
    private int[] table = {};

    /** The part of the table in use, which is as large as this map asks for: 2^n - 1. */
    private int mask;

    private int hashed;

    public void clear() {
        hashed = 0;
    }

    /** The entry of the key, or -1. */
    public int find(SlotArray keys, byte[] b, int offset, int length) {
        if (keys.size() > FEW) {
            return table[slot(keys, b, offset, length)] - 1;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (isKey(keys, i, b, offset, length)) {
                return i;
            }
        }
        return -1;
    }

    /** To be called after a key was appended that {@link #find} had not found. */
    public void added(SlotArray keys) {
        if (keys.size() <= FEW) {
            return;
        }
        if (hashed == 0 || keys.size() * 2 > mask + 1) {
            rebuild(keys.size());
        }
        while (hashed < keys.size()) {
            int slot = slot(keys, keys.bytes(hashed), keys.offset(hashed), keys.length(hashed));
            table[slot] = ++hashed;
        }
    }

    private void rebuild(int size) {
        int capacity = Integer.highestOneBit(size) * 4;
        if (table.length < capacity) {
            table = new int[capacity];
        } else {
            Arrays.fill(table, 0, capacity, 0);
        }
        mask = capacity - 1;
        hashed = 0;
    }

    private int slot(SlotArray keys, byte[] b, int offset, int length) {
        int slot = Bytes.hash(b, offset, length, seed) & mask;
        while (table[slot] != 0 && !isKey(keys, table[slot] - 1, b, offset, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean isKey(SlotArray keys, int entry, byte[] b, int offset, int length) {
        int other = keys.offset(entry);
        return keys.length(entry) == length
                && Arrays.equals(keys.bytes(entry), other, other + length, b, offset, offset + length);
    }
}
