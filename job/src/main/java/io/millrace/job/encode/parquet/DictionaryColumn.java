package io.millrace.job.encode.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * A column that begins each chunk with a dictionary and goes on plainly when the dictionary has become too large or
 * does not make the first page smaller.
 */
abstract class DictionaryColumn extends ColumnBuffer {

    /** How many values show whether a dictionary is useful. */
    private static final int FIRST_LOOK = 1024;

    /** Values that hardly repeat are not worth looking up. */
    private static final double USEFUL = 0.75;

    private static final int LARGEST_SLAB = 1 << 20;

    private final LearnedColumn learned;
    private final int pageSize;
    final Bytes plain = new Bytes(1024);

    int[] ids = new int[256];
    int idCount;

    /** Whether values go to the dictionary. */
    private boolean open;

    /** Whether a finished page refers to the dictionary. */
    private boolean used;

    DictionaryColumn(ColumnDescriptor column, FileContext context, LearnedColumn learned) {
        super(column, context);
        this.learned = learned;
        this.pageSize = context.limit().bytes;
    }

    /** The values that have an id: as they stand in a dictionary page, one after the other. */
    abstract Bytes dictionary();

    abstract int dictionaryEntries();

    abstract void clearDictionary();

    /** Appends a value of the dictionary in its plain form. */
    abstract void appendEntry(int id, Bytes to);

    /** How long the values of {@link #ids} would be in their plain form. */
    abstract long plainSizeOfIds();

    final boolean isOpen() {
        return open;
    }

    /** Adds a value of the dictionary. */
    final void addId(int id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * idCount);
        }
        ids[idCount++] = id;
        if (idCount == FIRST_LOOK && !used && !isSmaller(USEFUL)) {
            giveUp();
        }
    }

    private boolean isSmaller(double share) {
        return dictionary().size + rawIdsSize() < share * plainSizeOfIds();
    }

    /** From now on values are written plainly, those of the unfinished page too. */
    final void giveUp() {
        open = false;
        for (int i = 0; i < idCount; i++) {
            appendEntry(ids[i], plain);
        }
        idCount = 0;
        if (!used) {
            clearDictionary();
            learned.dictionaryWasUseless();
        }
        addedPlain();
    }

    /** To be called after a value was appended to {@link #plain}. */
    final void addedPlain() {
        if (plain.size >= pageSize) {
            context.limit().reach();
        }
    }

    @Override
    final void startValues() {
        used = false;
        clearDictionary();
        open = context.dictionarySize() > 0 && learned.shouldTryDictionary();
    }

    @Override
    final void finishValues() {
        if (open && !used && idCount > 0 && !isSmaller(1)) {
            giveUp();
        }
    }

    @Override
    final Ratio ratio() {
        return open ? learned.dictionaryPages : learned.plainPages;
    }

    @Override
    final double estimatedDictionarySize() {
        return learned.dictionaries.estimate(dictionary().size);
    }

    @Override
    final void tryDictionaryCompression() throws IOException {
        if (dictionary().size > 0) {
            learned.dictionaries.tried(dictionary().size, compressedSize(dictionary()));
        }
    }

    @Override
    final long rawValuesSize() {
        return open ? rawIdsSize() : plain.size;
    }

    private long rawIdsSize() {
        return 1 + (long) idCount * bitWidth() / Byte.SIZE;
    }

    private int bitWidth() {
        return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionaryEntries() - 1));
    }

    @Override
    final Encoding appendValues(Bytes to) throws IOException {
        // A page of nulls alone is plain: a dictionary without entries is more than some readers expect.
        if (!open || idCount == 0) {
            to.write(plain.array, 0, plain.size);
            return Encoding.PLAIN;
        }
        int bitWidth = bitWidth();
        to.write(bitWidth);
        try (RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(
                bitWidth, 1024, LARGEST_SLAB, HeapByteBufferAllocator.getInstance())) {
            for (int i = 0; i < idCount; i++) {
                encoder.writeInt(ids[i]);
            }
            encoder.toBytes().writeAllTo(to);
        }
        return Encoding.RLE_DICTIONARY;
    }

    @Override
    final void clearValues() {
        used |= open && idCount > 0;
        idCount = 0;
        plain.clear(2 * pageSize);
        clearPage();
    }

    /** Forgets what the subclass knows of the page. */
    abstract void clearPage();

    @Override
    final void endValues(PageWriter pages) throws IOException {
        if (used) {
            learned.dictionaryHelped();
            Bytes entries = dictionary();
            learned.dictionaries.learn(entries.size, compressedSize(entries));
            pages.writeDictionaryPage(new DictionaryPage(
                    BytesInput.from(entries.array, 0, entries.size), dictionaryEntries(), Encoding.PLAIN));
        }
    }
}
