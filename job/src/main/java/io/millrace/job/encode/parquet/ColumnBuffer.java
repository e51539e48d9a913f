package io.millrace.job.encode.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** The values of one leaf column on their way into pages. */
abstract class ColumnBuffer {

    /** What a page costs beside its values: its header and its place in the indexes. */
    private static final int PAGE_OVERHEAD = 48;

    final FileContext context;

    private final ColumnDescriptor column;
    private final Levels repetitions;
    private final Levels definitions;

    private PageWriter pages;
    private int entries;
    private int nulls;
    private long firstRow;
    private int finishedPages;

    ColumnBuffer(ColumnDescriptor column, FileContext context) {
        this.column = column;
        this.context = context;
        this.repetitions = new Levels(column.getMaxRepetitionLevel());
        this.definitions = new Levels(column.getMaxDefinitionLevel());
    }

    final ColumnDescriptor column() {
        return column;
    }

    /** Begins the column's chunk of a new row group. */
    final void startChunk(PageWriter chunk) {
        pages = chunk;
        firstRow = 0;
        finishedPages = 0;
        startValues();
    }

    final void addNull(int repetition, int definition) throws IOException {
        addLevels(repetition, definition);
        nulls++;
    }

    /** To be called with each value. */
    final void addLevels(int repetition, int definition) throws IOException {
        repetitions.add(repetition);
        definitions.add(definition);
        entries++;
        if ((entries & (PageLimit.ENTRIES - 1)) == 0) {
            context.limit().reach();
        }
    }

    /** Whether the page should end with this row, however few rows it has. */
    final boolean isLarge() {
        return entries >= PageLimit.ENTRIES || rawValuesSize() >= context.limit().bytes;
    }

    /**
     * Ends the page, if there is one.
     *
     * @param rows how many rows the row group has so far
     * @return how many pages were written: one or none
     */
    final int endPage(long rows) throws IOException {
        if (entries == 0) {
            return 0;
        }
        finishValues();
        long raw = rawSize();
        Ratio ratio = ratio();
        long before = pages.getMemSize();
        Bytes page = context.scratch();
        page.clear(2 * context.limit().bytes);
        repetitions.drainTo(page);
        definitions.drainTo(page);
        Encoding encoding = appendValues(page);
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.incrementNumNulls(nulls);
        if (nulls < entries) {
            addMinMax(statistics);
        }
        pages.writePage(
                BytesInput.from(page.array, 0, page.size),
                entries,
                Math.toIntExact(rows - firstRow),
                statistics,
                Encoding.RLE,
                Encoding.RLE,
                encoding);
        ratio.learn(raw, PAGE_OVERHEAD + pages.getMemSize() - before);
        finishedPages++;
        entries = 0;
        nulls = 0;
        firstRow = rows;
        clearValues();
        return 1;
    }

    /** Ends the chunk, after its last page. */
    final void endChunk() throws IOException {
        endValues(pages);
    }

    /** How many bytes the finished pages of the chunk take. */
    final long pagesSize() {
        return pages.getMemSize();
    }

    /** The size of the chunk if it ended now. */
    final double estimatedSize() {
        double held = entries == 0 ? 0 : ratio().estimate(rawSize());
        return (long) finishedPages * PAGE_OVERHEAD + pages.getMemSize() + held + estimatedDictionarySize();
    }

    /** Compresses what is held to see how small it becomes, unless pages have told. */
    final void tryCompression() throws IOException {
        Ratio ratio = ratio();
        if (entries > 0 && !ratio.isLearned()) {
            Bytes page = context.scratch();
            page.clear(2 * context.limit().bytes);
            appendValues(page);
            ratio.tried(PAGE_OVERHEAD + page.size, PAGE_OVERHEAD + compressedSize(page));
            tryDictionaryCompression();
        }
    }

    final long compressedSize(Bytes bytes) throws IOException {
        return context.codec().compress(bytes.array, 0, bytes.size).size();
    }

    private long rawSize() {
        return PAGE_OVERHEAD + repetitions.size() + definitions.size() + rawValuesSize();
    }

    /** The ratio of compressed to raw bytes of pages like the one that is being filled. */
    abstract Ratio ratio();

    abstract double estimatedDictionarySize();

    abstract void tryDictionaryCompression() throws IOException;

    /** About how long the values are that {@link #appendValues} would append. */
    abstract long rawValuesSize();

    abstract void startValues();

    /** The page has all its values: the last moment to choose their encoding. */
    abstract void finishValues();

    /** Appends the page's values in their encoded form, which it names; may be called several times for a page. */
    abstract Encoding appendValues(Bytes to) throws IOException;

    /** Puts the smallest and the largest value of the page, which has at least one, into its statistics. */
    abstract void addMinMax(Statistics<?> statistics);

    /** How many values of the file so far are not numbers; null for a column without floating-point numbers. */
    Long nans() {
        return null;
    }

    /** Forgets the page's values. */
    abstract void clearValues();

    /** Ends the chunk: writes what it needs beside pages. */
    abstract void endValues(PageWriter pages) throws IOException;
}
