package io.millrace.job.encode.parquet;

import java.util.Arrays;

/**
 * The values that a column has most often, over all open files of a writer, each with a number.
 *
 * <p>With many partitions open, a file's own dictionary is rarely in a core's cache when a row comes for it. This table is
 * small, and used with every row: a value that is found here costs the file's dictionary one access instead of five.
 */
final class FrequentValues {

    /** So few that all of it stays in the cache nearest to a core. */
    static final int CAPACITY = 512;

    private static final int LONGEST = 64;

    /** After so many lookups it is judged anew: a column whose values change begins with the new ones. */
    private static final int LOOKUPS_PER_REVIEW = 1 << 16;

    private final byte[] entries = new byte[CAPACITY * LONGEST];
    private final byte[] lengths = new byte[CAPACITY];
    private final long[] hashes = new long[CAPACITY];

    /** Open addressing; number + 1, or 0 where there is none. */
    private final short[] table = new short[4 * CAPACITY];

    private int count;
    private int lookups;
    private int found;
    private int generation;

    /** Changes when all numbers have become those of other values. */
    int generation() {
        return generation;
    }

    /** The number of these bytes, from 0 to {@link #CAPACITY} - 1; -1 when they are not among the frequent ones. */
    int numberOf(long hash, byte[] bytes, int offset, int length) {
        if (length > LONGEST) {
            return -1;
        }
        if (++lookups == LOOKUPS_PER_REVIEW) {
            review();
        }
        int place = place(hash);
        while (table[place] != 0) {
            int number = table[place] - 1;
            int start = number * LONGEST;
            if (hashes[number] == hash
                    && lengths[number] == length
                    && Arrays.equals(entries, start, start + length, bytes, offset, offset + length)) {
                found++;
                return number;
            }
            place = (place + 1) & (table.length - 1);
        }
        return count == CAPACITY ? -1 : add(hash, bytes, offset, length, place);
    }

    private int add(long hash, byte[] bytes, int offset, int length, int place) {
        System.arraycopy(bytes, offset, entries, count * LONGEST, length);
        lengths[count] = (byte) length;
        hashes[count] = hash;
        table[place] = (short) (count + 1);
        return count++;
    }

    private void review() {
        if (found < LOOKUPS_PER_REVIEW / 2 && count == CAPACITY) {
            Arrays.fill(table, (short) 0);
            count = 0;
            generation++;
        }
        lookups = 0;
        found = 0;
    }

    private int place(long hash) {
        return (int) hash & (table.length - 1);
    }
}
