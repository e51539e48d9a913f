package io.millrace.job.encode.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of texts or bytes, of any length or of one length. */
final class BytesColumn extends DictionaryColumn {

    /** What stands before each value in a page: its length, or nothing where all have the same. */
    private final int prefix;

    private final int fixedLength;
    private final boolean signed;
    private final BytesDictionary dictionary;

    private long plainSizeOfIds;

    /** For each entry of the dictionary the last page that used it. */
    private int[] lastUse = new int[256];

    private int page = 1;

    BytesColumn(ColumnDescriptor column, FileContext context, LearnedColumn learned) {
        super(column, context, learned);
        PrimitiveType type = column.getPrimitiveType();
        prefix = type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY ? Integer.BYTES : 0;
        fixedLength = type.getTypeLength();
        signed = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
        dictionary = new BytesDictionary(prefix, learned.frequentValues());
    }

    void add(byte[] bytes, int offset, int length, int repetition, int definition) throws IOException {
        if (prefix == 0 && length != fixedLength) {
            throw new IllegalStateException(
                    column() + " holds values of " + fixedLength + " bytes, but got one of " + length);
        }
        addLevels(repetition, definition);
        if (isOpen()) {
            int id = dictionary.idOf(bytes, offset, length, context.dictionarySize());
            if (id >= 0) {
                plainSizeOfIds += prefix + length;
                addId(id);
                return;
            }
            giveUp();
        }
        addPlain(bytes, offset, length);
        addedPlain();
    }

    private void addPlain(byte[] bytes, int offset, int length) {
        if (prefix > 0) {
            plain.putInt(length);
        }
        plain.write(bytes, offset, length);
    }

    @Override
    void addMinMax(Statistics<?> statistics) {
        Extremes extremes = new Extremes(signed);
        if (idCount > 0) {
            addUsedEntries(extremes);
        } else {
            int at = 0;
            while (at < plain.size) {
                int start = at + prefix;
                int end = start + (prefix > 0 ? Bytes.intAt(plain.array, at) : fixedLength);
                extremes.add(plain.array, start, end);
                at = end;
            }
        }
        extremes.addTo(statistics);
    }

    private void addUsedEntries(Extremes extremes) {
        if (lastUse.length < dictionary.count()) {
            lastUse = Arrays.copyOf(lastUse, Math.max(2 * lastUse.length, dictionary.count()));
        }
        byte[] entries = dictionary.entries().array;
        for (int i = 0; i < idCount; i++) {
            int id = ids[i];
            if (lastUse[id] != page) {
                lastUse[id] = page;
                extremes.add(entries, dictionary.start(id), dictionary.end(id));
            }
        }
        page++;
    }

    @Override
    void clearPage() {
        plainSizeOfIds = 0;
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
        addPlain(dictionary.entries().array, dictionary.start(id), dictionary.end(id) - dictionary.start(id));
    }

    @Override
    long plainSizeOfIds() {
        return plainSizeOfIds;
    }
}
