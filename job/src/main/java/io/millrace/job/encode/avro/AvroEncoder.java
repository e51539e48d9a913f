package io.millrace.job.encode.avro;

import io.millrace.job.encode.stream.CountedStream;
import io.millrace.job.encode.stream.Ratio;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/** An Avro container file being written. */
final class AvroEncoder implements Encoder {

    /** Number and length of a block's records, and the marker after it. */
    private static final int BLOCK_OVERHEAD = 24;

    private final SlotView view;
    private final AvroValues.OfRow values;
    private final CountedStream counted;
    private final DataFileWriter<Object> file;
    private final Ratio ratio;
    private final int blockSize;
    private final RowBytes row = new RowBytes();
    private final BinaryEncoder binary = EncoderFactory.get().binaryEncoder(row, null);

    /** How long the header is, and how much of the rest was written, of which raw bytes. */
    private final long header;

    private long written;
    private long raw;

    /** Raw bytes in the open block. */
    private long held;

    AvroEncoder(
            FSDataOutputStream out,
            RecordSchema schema,
            CodecFactory codec,
            int blockSize,
            Map<String, String> properties,
            Ratio ratio)
            throws IOException {
        this.view = new SlotView(schema.rowType());
        this.values = new AvroValues.OfRow("", schema.avro());
        this.counted = new CountedStream(out);
        this.ratio = ratio;
        this.blockSize = blockSize;
        this.file = new DataFileWriter<>(new GenericDatumWriter<>(schema.avro()));
        file.setCodec(codec);
        file.setSyncInterval(blockSize);
        properties.forEach(file::setMeta);
        file.create(schema.avro(), counted);
        file.flush();
        header = counted.bytes();
    }

    @Override
    public void add(RowData data) throws IOException {
        values.writeRow(view.of(data), binary);
        binary.flush();
        file.appendEncoded(row.bytes());
        held += row.size();
        row.reset();
        if (held >= blockSize) {
            // Avro has ended its block for the same reason.
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        file.flush();
        written = counted.bytes() - header;
        raw += held;
        held = 0;
    }

    @Override
    public long encodedSize() {
        long block = held == 0 ? 0 : BLOCK_OVERHEAD + Math.round(held * ratio.with(raw, written));
        return header + written + block;
    }

    @Override
    public void finish() throws IOException {
        endBlock();
        counted.finish();
        ratio.learn(raw, written);
    }

    /** The bytes of one row. */
    private static final class RowBytes extends ByteArrayOutputStream {

        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
