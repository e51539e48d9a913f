package io.millrace.job.encode;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotProjection;
import io.millrace.model.ColumnStats;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/** Opens files that leave out columns of the rows that they are given. */
final class NarrowedEncoderFactory implements EncoderFactory {

    private static final long serialVersionUID = 1L;

    private final EncoderFactory files;
    private final RecordSchema rows;
    private final RecordSchema written;

    /** One for all files of this instance: an encoder keeps no row. */
    private transient SlotProjection projection;

    /**
     * @param files opens files of the schema {@code written}
     * @param rows the schema of the rows that arrive
     */
    NarrowedEncoderFactory(EncoderFactory files, RecordSchema rows, RecordSchema written) {
        this.files = requireNonNull(files, "files");
        this.rows = requireNonNull(rows, "rows");
        this.written = requireNonNull(written, "written");
    }

    @Override
    public Encoder create(FSDataOutputStream out) throws IOException {
        if (projection == null) {
            projection = new SlotProjection(rows, written);
        }
        return new Narrowed(files.create(out), projection);
    }

    @Override
    public String extension() {
        return files.extension();
    }

    @Override
    public String format() {
        return files.format();
    }

    private record Narrowed(Encoder file, SlotProjection projection) implements Encoder {

        @Override
        public void add(RowData row) throws IOException {
            file.add(projection.of(row));
        }

        @Override
        public long encodedSize() {
            return file.encodedSize();
        }

        @Override
        public void finish() throws IOException {
            file.finish();
        }

        @Override
        public List<ColumnStats> columns() {
            return file.columns();
        }
    }
}
