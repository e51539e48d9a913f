package io.millrace.job.encode.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of numbers of four or eight bytes, whole or floating. */
final class NumberColumn extends DictionaryColumn {

    private final PrimitiveTypeName type;
    private final int width;
    private final NumberDictionary dictionary;

    /** The page's smallest and largest value, as numbers that are ordered as the values are. */
    private long min;

    private long max;

    /** In the finished pages of the file. */
    private long nans;

    NumberColumn(ColumnDescriptor column, FileContext context, LearnedColumn learned) {
        super(column, context, learned);
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.width = type == PrimitiveTypeName.INT64 || type == PrimitiveTypeName.DOUBLE ? Long.BYTES : Integer.BYTES;
        this.dictionary = new NumberDictionary(width);
        clearPage();
    }

    /** Adds a value: the number, or its raw bits. */
    void add(long word, int repetition, int definition) throws IOException {
        addLevels(repetition, definition);
        long rank = rank(word);
        min = Math.min(min, rank);
        max = Math.max(max, rank);
        if (isOpen()) {
            int id = dictionary.idOf(word, context.dictionarySize());
            if (id >= 0) {
                addId(id);
                return;
            }
            giveUp();
        }
        addPlain(word, plain);
        addedPlain();
    }

    private void addPlain(long word, Bytes to) {
        if (width == Long.BYTES) {
            to.putLong(word);
        } else {
            to.putInt((int) word);
        }
    }

    /** Negative floating-point numbers are ordered the other way round; the same turns a rank into its bits again. */
    private long rank(long word) {
        return switch (type) {
            case DOUBLE -> word ^ ((word >> 63) & Long.MAX_VALUE);
            case FLOAT -> (int) word ^ (((int) word >> 31) & Integer.MAX_VALUE);
            default -> word;
        };
    }

    @Override
    void addMinMax(Statistics<?> statistics) {
        switch (type) {
            case INT32 -> {
                statistics.updateStats((int) min);
                statistics.updateStats((int) max);
            }
            case INT64 -> {
                statistics.updateStats(min);
                statistics.updateStats(max);
            }
            case FLOAT ->
                addMinMax(statistics, Float.intBitsToFloat((int) rank(min)), Float.intBitsToFloat((int) rank(max)));
            case DOUBLE ->
                addMinMax(statistics, Double.longBitsToDouble(rank(min)), Double.longBitsToDouble(rank(max)));
            default -> throw new IllegalStateException(type.name());
        }
        // What is not a number has a rank below or above all numbers: most pages show at a glance that they have none.
        if (isNan(rank(min)) || isNan(rank(max))) {
            nans += nansOfPage();
        }
    }

    private boolean isNan(long word) {
        return switch (type) {
            case FLOAT -> Float.isNaN(Float.intBitsToFloat((int) word));
            case DOUBLE -> Double.isNaN(Double.longBitsToDouble(word));
            default -> false;
        };
    }

    private long nansOfPage() {
        long found = 0;
        for (int i = 0; i < idCount; i++) {
            found += isNan(dictionary.word(ids[i])) ? 1 : 0;
        }
        for (int at = 0; at < plain.size; at += width) {
            long word = width == Long.BYTES ? Bytes.longAt(plain.array, at) : Bytes.intAt(plain.array, at);
            found += isNan(word) ? 1 : 0;
        }
        return found;
    }

    @Override
    Long nans() {
        return type == PrimitiveTypeName.FLOAT || type == PrimitiveTypeName.DOUBLE ? Long.valueOf(nans) : null;
    }

    private static void addMinMax(Statistics<?> statistics, float min, float max) {
        if (Float.isNaN(min) || Float.isNaN(max)) {
            // Not a number is in no order: parquet-java keeps such a page out of the index.
            statistics.updateStats(Float.NaN);
        } else {
            statistics.updateStats(min == 0 ? -0.0f : min);
            statistics.updateStats(max == 0 ? 0.0f : max);
        }
    }

    private static void addMinMax(Statistics<?> statistics, double min, double max) {
        if (Double.isNaN(min) || Double.isNaN(max)) {
            statistics.updateStats(Double.NaN);
        } else {
            statistics.updateStats(min == 0 ? -0.0 : min);
            statistics.updateStats(max == 0 ? 0.0 : max);
        }
    }

    @Override
    void clearPage() {
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
    }

    @Override
    Bytes dictionary() {
        return dictionary.entries();
    }

    @Override
    int dictionaryEntries() {
        return dictionary.count();
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    void appendEntry(int id, Bytes to) {
        addPlain(dictionary.word(id), to);
    }

    @Override
    long plainSizeOfIds() {
        return (long) idCount * width;
    }
}
