package io.millrace.job.encode.parquet;

import java.util.Arrays;

/** The distinct numbers of a column, numbered in the order in which they came. */
final class NumberDictionary {

    private static final int FIRST_CAPACITY = 256;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final int width;
    private final Bytes entries = new Bytes(FIRST_CAPACITY);

    private long[] words = new long[FIRST_CAPACITY];

    /** Open addressing; id + 1, or 0 where there is none. Twice as long as {@link #words}. */
    private int[] table = new int[2 * FIRST_CAPACITY];

    private int shift = Long.SIZE - 9;
    private int count;

    /** @param width how many bytes a number takes in the file: 4 or 8 */
    NumberDictionary(int width) {
        this.width = width;
    }

    Bytes entries() {
        return entries;
    }

    int count() {
        return count;
    }

    long word(int id) {
        return words[id];
    }

    /** The number's id, a new one if need be; -1 when that would make the dictionary longer than {@code limit}. */
    int idOf(long word, int limit) {
        int mask = table.length - 1;
        int place = (int) ((word * GOLDEN) >>> shift);
        while (table[place] != 0) {
            int id = table[place] - 1;
            if (words[id] == word) {
                return id;
            }
            place = (place + 1) & mask;
        }
        return entries.size + width > limit ? -1 : add(word, place);
    }

    private int add(long word, int place) {
        if (width == Long.BYTES) {
            entries.putLong(word);
        } else {
            entries.putInt((int) word);
        }
        words[count] = word;
        table[place] = ++count;
        if (count == words.length) {
            grow();
        }
        return count - 1;
    }

    private void grow() {
        words = Arrays.copyOf(words, 2 * count);
        table = new int[2 * table.length];
        shift--;
        for (int id = 0; id < count; id++) {
            int place = (int) ((words[id] * GOLDEN) >>> shift);
            while (table[place] != 0) {
                place = (place + 1) & (table.length - 1);
            }
            table[place] = id + 1;
        }
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(table, 0);
            entries.clear(Integer.MAX_VALUE);
            count = 0;
        }
    }
}
