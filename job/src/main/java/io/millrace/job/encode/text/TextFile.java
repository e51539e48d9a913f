package io.millrace.job.encode.text;

import com.github.luben.zstd.ZstdOutputStream;
import io.millrace.job.config.TextCompression;
import io.millrace.job.encode.stream.CountedStream;
import io.millrace.job.encode.stream.Ratio;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.fs.FSDataOutputStream;

/** One compressed text file that knows how large it is and will be. One thread. */
public final class TextFile {

    private static final int BUFFER = 64 * 1024;

    /** Compressors work better on many rows at once than on each. */
    private static final int BATCH = 32 * 1024;

    private final CountedStream counted;
    private final OutputStream compressor;
    private final Ratio ratio;

    private long text;
    private long textWhenLastCounted;
    private long lastCounted;

    /**
     * @param level of the compression, {@link TextCompression#level}
     * @param ratio what earlier files have taught, and this one will
     */
    public TextFile(FSDataOutputStream out, TextCompression compression, int level, Ratio ratio) throws IOException {
        this.counted = new CountedStream(out);
        this.ratio = ratio;
        this.compressor = switch (compression) {
            case NONE -> counted;
            case GZIP -> new LeveledGzip(counted, BUFFER, level);
            case ZSTD -> new ZstdOutputStream(counted, level).setChecksum(true);
        };
    }

    /** What to expect of files with such a compression. */
    public static Ratio expected(TextCompression compression) {
        return Ratio.expected(compression == TextCompression.NONE ? 1 : 0.2);
    }

    /** Takes the text, if there is enough of it, and clears the buffer. */
    public void take(TextBuffer buffer) throws IOException {
        if (buffer.size() >= BATCH) {
            write(buffer);
        }
    }

    private void write(TextBuffer buffer) throws IOException {
        buffer.writeTo(compressor);
        text += buffer.size();
        buffer.clear();
        if (counted.bytes() != lastCounted) {
            count();
        }
    }

    private void count() {
        lastCounted = counted.bytes();
        textWhenLastCounted = text;
    }

    /** The size of the file if it ended after {@code more} further bytes of text. */
    public long sizeWith(long more) {
        double held = text - textWhenLastCounted + more;
        return lastCounted + Math.round(held * ratio.with(textWhenLastCounted, lastCounted));
    }

    /** Writes the last text and ends the file; the stream stays open. */
    public void finish(TextBuffer buffer) throws IOException {
        write(buffer);
        compressor.close();
        counted.finish();
        count();
        ratio.learn(text, counted.bytes());
    }

    private static final class LeveledGzip extends GZIPOutputStream {

        LeveledGzip(OutputStream out, int buffer, int level) throws IOException {
            super(out, buffer);
            def.setLevel(level);
        }
    }
}
