package io.millrace.job.encode.ndjson;

import io.millrace.job.encode.text.TextFile;
import io.millrace.job.record.Encoder;
import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** An NDJSON file being written. */
final class NdjsonEncoder implements Encoder {

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
        file.take(json.text());
    }

    @Override
    public long encodedSize() {
        return file.sizeWith(json.text().size());
    }

    @Override
    public void finish() throws IOException {
        if (trailingNewline && !empty) {
            json.appendNewline();
        }
        file.finish(json.text());
    }
}
