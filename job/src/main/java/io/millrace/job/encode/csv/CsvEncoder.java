package io.millrace.job.encode.csv;

import io.millrace.job.encode.text.TextFile;
import io.millrace.job.record.Encoder;
import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** A CSV file being written. */
final class CsvEncoder implements Encoder {

    private final CsvRows rows;
    private final TextFile file;

    CsvEncoder(CsvRows rows, TextFile file, boolean header) {
        this.rows = rows;
        this.file = file;
        if (header) {
            rows.appendHeader();
        }
    }

    @Override
    public void add(RowData row) throws IOException {
        rows.append(row);
        file.take(rows.text());
    }

    @Override
    public long encodedSize() {
        return file.sizeWith(rows.text().size());
    }

    @Override
    public void finish() throws IOException {
        file.finish(rows.text());
    }
}
