package io.millrace.job.encode.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** A column of booleans: one bit each. */
final class BooleanColumn extends ColumnBuffer {

    private final LearnedColumn learned;
    private final Bytes full = new Bytes(128);
    private int bits;
    private int bitCount;
    private int trues;

    BooleanColumn(ColumnDescriptor column, FileContext context, LearnedColumn learned) {
        super(column, context);
        this.learned = learned;
    }

    void add(boolean value, int repetition, int definition) throws IOException {
        addLevels(repetition, definition);
        if (value) {
            bits |= 1 << (bitCount & 7);
            trues++;
        }
        bitCount++;
        if ((bitCount & 7) == 0) {
            full.write(bits);
            bits = 0;
        }
    }

    @Override
    Encoding appendValues(Bytes to) {
        to.write(full.array, 0, full.size);
        if ((bitCount & 7) != 0) {
            to.write(bits);
        }
        return Encoding.PLAIN;
    }

    @Override
    void addMinMax(Statistics<?> statistics) {
        statistics.updateStats(trues == bitCount);
        statistics.updateStats(trues > 0);
    }

    @Override
    void clearValues() {
        full.clear(context.limit().bytes);
        bits = 0;
        bitCount = 0;
        trues = 0;
    }

    @Override
    long rawValuesSize() {
        return full.size + 1L;
    }

    @Override
    Ratio ratio() {
        return learned.plainPages;
    }

    @Override
    double estimatedDictionarySize() {
        return 0;
    }

    @Override
    void tryDictionaryCompression() {}

    @Override
    void startValues() {}

    @Override
    void finishValues() {}

    @Override
    void endValues(PageWriter pages) {}
}
