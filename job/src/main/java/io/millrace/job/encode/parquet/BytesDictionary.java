package io.millrace.job.encode.parquet;

import java.util.Arrays;

/** The distinct texts or byte strings of a column, numbered in the order in which they came. */
final class BytesDictionary {

    private static final int FIRST_CAPACITY = 256;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final short[] NO_IDS = {};

    /** What stands before each entry in the file: its length, or nothing where all have the same. */
    private final int prefix;

    private final Bytes entries = new Bytes(1024);

    /** Where each entry's bytes begin, after the prefix, and where they end. */
    private int[] starts = new int[FIRST_CAPACITY];

    private int[] ends = new int[FIRST_CAPACITY];
    private long[] hashes = new long[FIRST_CAPACITY];

    /** Open addressing; id + 1, or 0 where there is none. Twice as long as the arrays above. */
    private int[] table = new int[2 * FIRST_CAPACITY];

    private int count;

    private final FrequentValues frequent;

    /** For each frequent value its id + 1, or 0 when it is not known here. */
    private short[] idsOfFrequent = NO_IDS;

    private int generation;

    /** @param frequent of the column, for all its open files */
    BytesDictionary(int prefix, FrequentValues frequent) {
        this.prefix = prefix;
        this.frequent = frequent;
    }

    Bytes entries() {
        return entries;
    }

    int count() {
        return count;
    }

    int start(int id) {
        return starts[id];
    }

    int end(int id) {
        return ends[id];
    }

    /** The id of these bytes, a new one if need be; -1 when that would make the dictionary longer than {@code limit}. */
    int idOf(byte[] bytes, int offset, int length, int limit) {
        long hash = hash(bytes, offset, length);
        int number = frequent.numberOf(hash, bytes, offset, length);
        if (number < 0) {
            return idOf(hash, bytes, offset, length, limit);
        }
        if (generation != frequent.generation() || idsOfFrequent.length == 0) {
            generation = frequent.generation();
            idsOfFrequent = new short[FrequentValues.CAPACITY];
        }
        int known = idsOfFrequent[number];
        if (known != 0) {
            return known - 1;
        }
        int id = idOf(hash, bytes, offset, length, limit);
        if (id < Short.MAX_VALUE) {
            idsOfFrequent[number] = (short) (id + 1);
        }
        return id;
    }

    private int idOf(long hash, byte[] bytes, int offset, int length, int limit) {
        int mask = table.length - 1;
        int place = (int) hash & mask;
        while (table[place] != 0) {
            int id = table[place] - 1;
            if (hashes[id] == hash
                    && Arrays.equals(entries.array, starts[id], ends[id], bytes, offset, offset + length)) {
                return id;
            }
            place = (place + 1) & mask;
        }
        return entries.size + prefix + (long) length > limit ? -1 : add(bytes, offset, length, hash, place);
    }

    private int add(byte[] bytes, int offset, int length, long hash, int place) {
        if (prefix > 0) {
            entries.putInt(length);
        }
        starts[count] = entries.size;
        entries.write(bytes, offset, length);
        ends[count] = entries.size;
        hashes[count] = hash;
        table[place] = ++count;
        if (count == starts.length) {
            grow();
        }
        return count - 1;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
        hashes = Arrays.copyOf(hashes, 2 * count);
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int id = 0; id < count; id++) {
            int place = (int) hashes[id] & mask;
            while (table[place] != 0) {
                place = (place + 1) & mask;
            }
            table[place] = id + 1;
        }
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(table, 0);
            entries.clear(Integer.MAX_VALUE);
            count = 0;
            idsOfFrequent = NO_IDS;
        }
    }

    /** Eight bytes at a time; the last ones overlap with those before. */
    private static long hash(byte[] bytes, int offset, int length) {
        long hash = length * GOLDEN;
        int end = offset + length;
        if (length >= Long.BYTES) {
            for (int i = offset; i < end - Long.BYTES; i += Long.BYTES) {
                hash = mix(hash ^ Bytes.longAt(bytes, i));
            }
            return mix(hash ^ Bytes.longAt(bytes, end - Long.BYTES));
        }
        long rest = 0;
        for (int i = offset; i < end; i++) {
            rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return mix(hash ^ rest);
    }

    private static long mix(long word) {
        long product = word * GOLDEN;
        return product ^ (product >>> 32);
    }
}
