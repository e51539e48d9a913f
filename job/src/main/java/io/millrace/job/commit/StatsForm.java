package io.millrace.job.commit;

import io.millrace.model.ColumnStats;
import io.millrace.model.SourceRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Statistics as they stand in a closed file's state. */
final class StatsForm {

    private StatsForm() {}

    static void writeColumns(List<ColumnStats> columns, DataOutputSerializer out) throws IOException {
        out.writeInt(columns.size());
        for (ColumnStats column : columns) {
            out.writeUTF(column.name());
            out.writeLong(column.bytes());
            out.writeLong(column.values());
            out.writeLong(column.nulls());
            out.writeBoolean(column.nans() != null);
            if (column.nans() != null) {
                out.writeLong(column.nans());
            }
            out.writeBoolean(column.bounded());
            if (column.bounded()) {
                writeBytes(column.lower(), out);
                writeBytes(column.upper(), out);
            }
        }
    }

    static List<ColumnStats> readColumns(DataInputDeserializer in) throws IOException {
        int count = in.readInt();
        List<ColumnStats> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            long bytes = in.readLong();
            long values = in.readLong();
            long nulls = in.readLong();
            Long nans = in.readBoolean() ? in.readLong() : null;
            boolean bounded = in.readBoolean();
            columns.add(new ColumnStats(
                    name, bytes, values, nulls, nans, bounded ? readBytes(in) : null, bounded ? readBytes(in) : null));
        }
        return columns;
    }

    static void writeSources(List<SourceRange> sources, DataOutputSerializer out) throws IOException {
        out.writeInt(sources.size());
        for (SourceRange source : sources) {
            out.writeUTF(source.source());
            out.writeUTF(source.first());
            out.writeUTF(source.last());
            out.writeLong(source.rows());
        }
    }

    static List<SourceRange> readSources(DataInputDeserializer in) throws IOException {
        int count = in.readInt();
        List<SourceRange> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new SourceRange(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong()));
        }
        return sources;
    }

    private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputDeserializer in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
