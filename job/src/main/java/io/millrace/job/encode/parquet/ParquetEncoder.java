package io.millrace.job.encode.parquet;

import io.millrace.job.config.ParquetConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.SlotView;
import io.millrace.model.ColumnStats;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * A Parquet file being written: rows into columns, columns into pages, pages into row groups, and the footer.
 *
 * <p>Pages are of version 1, with plain values or a dictionary: what every reader reads.
 */
final class ParquetEncoder implements Encoder {

    /** The size is estimated anew when the file has grown by so many bytes, */
    private static final double BYTES_PER_ESTIMATE = 4096;

    /** or by such a share of itself: about how exact the estimate is. */
    private static final double GROWTH_PER_ESTIMATE = 1 / 256.0;

    /** Compression is tried on what is held after so many rows, and again after four times as many, and so on. */
    private static final int FIRST_TRY = 64;

    private final FileLayout layout;
    private final PageLimit limit;
    private final PageCodec codec;
    private final long rowGroupSize;
    private final SlotView view;
    private final Columns columns;
    private final ParquetFile file;
    private final ParquetFileWriter writer;
    private final PageMemory memory;

    private ColumnChunkPageWriteStore rowGroup;

    /** Rows in the open row group. */
    private long rows;

    /** After how many of them all pages end. */
    private long nextPages;

    /** How many bytes the finished pages of the open row group take. */
    private long held;

    private int rowGroups;
    private int pages;

    private long allRows;
    private double estimatedSize;
    private long nextEstimate;
    private long nextTry = FIRST_TRY;

    ParquetEncoder(FSDataOutputStream out, ParquetConfig config, FileLayout layout) throws IOException {
        this.layout = layout;
        this.limit = new PageLimit(Math.toIntExact(config.pageSize().bytes()), config.pageRows());
        this.codec = PageCodec.of(config.compression(), config.compression().level(config.level()));
        this.rowGroupSize = config.rowGroupSize().bytes();
        this.view = new SlotView(layout.schema().rowType());
        this.columns = layout.columns(new FileContext(
                limit, codec, Math.toIntExact(config.dictionarySize().bytes()), layout.scratch()));
        this.memory = layout.memory();
        this.file = new ParquetFile(out);
        this.writer = new ParquetFileWriter(
                file,
                layout.message(),
                ParquetFileWriter.Mode.CREATE,
                rowGroupSize,
                0,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                true);
        writer.start();
        memory.fileOpened();
        startRowGroup();
        estimate();
    }

    private void startRowGroup() {
        rowGroup = new ColumnChunkPageWriteStore(
                codec,
                layout.message(),
                HeapByteBufferAllocator.getInstance(),
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                true);
        for (ColumnBuffer column : columns.all()) {
            column.startChunk(rowGroup.getPageWriter(column.column()));
        }
        rows = 0;
        nextPages = limit.rows;
    }

    @Override
    public void add(RowData row) throws IOException {
        columns.row().writeRow(view.of(row), 0);
        rows++;
        allRows++;
        if (limit.takeReached()) {
            endLargePages();
            estimate();
        }
        if (rows == nextPages) {
            endPages();
            nextPages = rows + limit.rows;
            hold();
        }
        if (allRows == nextTry) {
            tryCompression();
        }
        if (allRows >= nextEstimate) {
            estimate();
        }
    }

    private void endLargePages() throws IOException {
        for (ColumnBuffer column : columns.all()) {
            if (column.isLarge()) {
                pages += column.endPage(rows);
            }
        }
        hold();
    }

    /** Tells how much the file holds by now, and lets it go when that is too much for all files together. */
    private void hold() throws IOException {
        long now = 0;
        for (ColumnBuffer column : columns.all()) {
            now += column.pagesSize();
        }
        memory.changed(now - held);
        held = now;
        if (memory.asksFor(held)) {
            endRowGroup();
            startRowGroup();
        }
    }

    private void endPages() throws IOException {
        for (ColumnBuffer column : columns.all()) {
            pages += column.endPage(rows);
        }
    }

    private void tryCompression() throws IOException {
        nextTry *= 4;
        for (ColumnBuffer column : columns.all()) {
            column.tryCompression();
        }
    }

    private void estimate() throws IOException {
        double rowGroupEstimate = 0;
        for (ColumnBuffer column : columns.all()) {
            rowGroupEstimate += column.estimatedSize();
        }
        if (rowGroupEstimate >= rowGroupSize) {
            endRowGroup();
            startRowGroup();
            rowGroupEstimate = 0;
        }
        int heldColumns = rows == 0 ? 0 : columns.all().size();
        double footer =
                layout.footers().estimate(layout.roughFooterSize(rowGroups + (rows == 0 ? 0 : 1), pages + heldColumns));
        estimatedSize = file.getPos() + rowGroupEstimate + footer;
        double growth = Math.max(BYTES_PER_ESTIMATE, GROWTH_PER_ESTIMATE * estimatedSize);
        nextEstimate = allRows + (long) Math.max(1, growth * allRows / estimatedSize);
    }

    @Override
    public long encodedSize() {
        return (long) estimatedSize;
    }

    private void endRowGroup() throws IOException {
        endPages();
        if (rows > 0) {
            for (ColumnBuffer column : columns.all()) {
                column.endChunk();
            }
            writer.startBlock(rows);
            rowGroup.flushToFileWriter(writer);
            writer.endBlock();
            rowGroups++;
        }
        rowGroup.close();
        memory.changed(-held);
        held = 0;
    }

    @Override
    public void finish() throws IOException {
        endRowGroup();
        memory.fileClosed();
        codec.release();
        long footerStart = file.getPos();
        writer.end(layout.metadata());
        layout.footers().learn(layout.roughFooterSize(rowGroups, pages), file.getPos() - footerStart);
        estimatedSize = file.getPos();
    }

    @Override
    public List<ColumnStats> columns() {
        return FooterStats.of(
                writer.getFooter(),
                columns.all().stream().map(ColumnBuffer::nans).toArray(Long[]::new));
    }
}
