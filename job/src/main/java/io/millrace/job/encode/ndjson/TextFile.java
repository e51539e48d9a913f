package io.millrace.job.encode.ndjson;

import com.github.luben.zstd.ZstdOutputStream;
import io.millrace.job.config.NdjsonConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.fs.FSDataOutputStream;

/** One compressed text file that knows how large it is and will be. */
final class TextFile {

    private static final int BUFFER = 64 * 1024;
    private static final int ZSTD_LEVEL = 3;

    private final Counted counted;
    private final OutputStream compressor;
    private final Ratio ratio;

    private long text;
    private long textWhenLastCounted;
    private long lastCounted;

    TextFile(FSDataOutputStream out, NdjsonConfig.Compression compression, Ratio ratio) throws IOException {
        this.counted = new Counted(out);
        this.ratio = ratio;
        this.compressor = switch (compression) {
            case NONE -> counted;
            case GZIP -> new GZIPOutputStream(counted, BUFFER);
            case ZSTD -> new ZstdOutputStream(counted, ZSTD_LEVEL).setChecksum(true);
        };
    }

    void write(RowJson json) throws IOException {
        json.writeTo(compressor);
        text += json.length();
        if (counted.bytes != lastCounted) {
            lastCounted = counted.bytes;
            textWhenLastCounted = text;
        }
    }

    /** The size of the file if it ended after {@code more} further bytes of text. */
    long sizeWith(long more) {
        double held = text - textWhenLastCounted + more;
        return lastCounted + Math.round(held * ratio.with(textWhenLastCounted, lastCounted));
    }

    void finish() throws IOException {
        compressor.close();
        counted.out.flush();
        ratio.learn(text, counted.bytes);
    }

    /** Counts, and is not closed by what writes to it. */
    private static final class Counted extends OutputStream {

        private final FSDataOutputStream out;
        private long bytes;

        Counted(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            bytes += length;
        }

        @Override
        public void close() {}
    }
}
