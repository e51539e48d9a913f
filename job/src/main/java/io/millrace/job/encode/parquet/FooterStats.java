package io.millrace.job.encode.parquet;

import io.millrace.model.ColumnStats;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** What a file's footer says of each column, over all row groups. */
final class FooterStats {

    /** Longer bounds are not in the footer either: parquet-java leaves them out. */
    private static final long LONGEST_BOUNDS = 4096;

    private FooterStats() {}

    /** @param nans how many values of each column are not numbers; null for a column without floating-point numbers */
    static List<ColumnStats> of(ParquetMetadata footer, Long[] nans) {
        List<ColumnDescriptor> columns = footer.getFileMetaData().getSchema().getColumns();
        List<ColumnStats> stats = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            stats.add(of(columns.get(i), i, footer.getBlocks(), nans[i]));
        }
        return stats;
    }

    private static ColumnStats of(ColumnDescriptor column, int position, List<BlockMetaData> rowGroups, Long nans) {
        long bytes = 0;
        long values = 0;
        Statistics<?> all = Statistics.createStats(column.getPrimitiveType());
        // Not a number is in no order: bounds among such values would be wrong.
        boolean bounded = nans == null || nans == 0;
        for (BlockMetaData rowGroup : rowGroups) {
            ColumnChunkMetaData chunk = rowGroup.getColumns().get(position);
            bytes += chunk.getTotalSize();
            values += chunk.getValueCount();
            Statistics<?> own = chunk.getStatistics();
            all.mergeStatistics(own);
            bounded &= own.isSmallerThan(LONGEST_BOUNDS);
        }
        bounded &= all.hasNonNullValue();
        return new ColumnStats(
                String.join(".", column.getPath()),
                bytes,
                values,
                all.getNumNulls(),
                nans,
                bounded ? all.getMinBytes() : null,
                bounded ? all.getMaxBytes() : null);
    }
}
