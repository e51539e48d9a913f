package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.PartitionKeys.PartitionKey;
import io.millrace.job.announce.proto.DataFileV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** Makes records of files; writes the large payload of a file that needs one. */
final class DataFileConverter implements ElementConverter<DataFileV1, SinkEntry> {

    private static final long serialVersionUID = 1L;

    private final RecordForm form;
    private final PartitionKeys keys;
    private final long maxRecordSize;

    private transient Runnable largePayload;
    private transient LongSupplier clock;

    DataFileConverter(RecordForm form, PartitionKeys keys, long maxRecordSize) {
        this.form = requireNonNull(form, "form");
        this.keys = requireNonNull(keys, "keys");
        this.maxRecordSize = maxRecordSize;
    }

    /** To be called before the first record. */
    void open(Runnable onLargePayload, LongSupplier millis) {
        largePayload = onLargePayload;
        clock = millis;
    }

    @Override
    public SinkEntry apply(DataFileV1 file, SinkWriter.Context context) {
        RecordForm.Encoded encoded;
        try {
            encoded = form.file(file, clock.getAsLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the large payload of " + file.getFilePath() + " could not be written", e);
        }
        if (encoded.large()) {
            largePayload.run();
        }
        PartitionKey key = keys.of(file.getFilePath());
        SinkEntry entry = new SinkEntry(encoded.bytes(), key.text(), key.hashKey());
        int size = entry.outgoing().size();
        if (size > maxRecordSize) {
            throw new OversizedRecordException(file.getFilePath(), size, maxRecordSize);
        }
        return entry;
    }
}
