package io.millrace.job.encode.ndjson;

import io.millrace.job.record.Encoder;
import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** An NDJSON file being written. */
final class NdjsonEncoder implements Encoder {

    /** Compressors work better on many rows at once than on each. */
    private static final int BATCH = 32 * 1024;

    private final RowJson json;
    private final TextFile file;
    private final boolean trailingNewline;
    private boolean empty = true;

    NdjsonEncoder(RowJson json, TextFile file, boolean trailingNewline) {
        this.json = json;
        this.file = file;
        this.trailingNewline = trailingNewline;
    }

    @Override
    public void add(RowData row) throws IOException {
        if (!empty) {
            json.appendNewline();
        }
        empty = false;
        json.append(row);
        if (json.length() >= BATCH) {
            writeBatch();
        }
    }

    @Override
    public long encodedSize() {
        return file.sizeWith(json.length());
    }

    @Override
    public void finish() throws IOException {
        if (trailingNewline && !empty) {
            json.appendNewline();
        }
        writeBatch();
        file.finish();
    }

    private void writeBatch() throws IOException {
        file.write(json);
        json.clear();
    }
}
