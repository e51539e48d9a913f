package io.millrace.job.encode.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.lz4.Lz4Compressor;
import io.millrace.job.config.ParquetConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages, from array to array. parquet-java's own codecs go through Hadoop's interfaces, whose configuration
 * is read from the class path for each file and whose streams copy every page twice more.
 *
 * <p>What {@link #compress} gives is valid until its next call. One thread.
 */
abstract sealed class PageCodec implements BytesInputCompressor {

    static PageCodec of(ParquetConfig.Compression compression, int level) {
        return switch (compression) {
            case NONE -> new None();
            case SNAPPY -> new Snappily();
            case GZIP -> new Gzip(level);
            case ZSTD -> new Zstandard(level);
            case LZ4_RAW -> new Lz4();
            case BROTLI -> new Brotli(level);
        };
    }

    private final CompressionCodecName name;

    private PageCodec(CompressionCodecName name) {
        this.name = name;
    }

    @Override
    public final CompressionCodecName getCodecName() {
        return name;
    }

    @Override
    public final BytesInput compress(BytesInput page) throws IOException {
        ByteBuffer bytes = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), copy -> {});
        return compress(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    abstract BytesInput compress(byte[] page, int offset, int length) throws IOException;

    @Override
    public void release() {}

    private static final class None extends PageCodec {

        None() {
            super(CompressionCodecName.UNCOMPRESSED);
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) {
            return BytesInput.from(page, offset, length);
        }
    }

    private static final class Snappily extends PageCodec {

        private byte[] buffer = {};

        Snappily() {
            super(CompressionCodecName.SNAPPY);
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            int longest = Snappy.maxCompressedLength(length);
            if (buffer.length < longest) {
                buffer = new byte[longest];
            }
            return BytesInput.from(buffer, 0, Snappy.compress(page, offset, length, buffer, 0));
        }
    }

    private static final class Gzip extends PageCodec {

        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private final int level;

        Gzip(int level) {
            super(CompressionCodecName.GZIP);
            this.level = level;
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            buffer.reset();
            try (Leveled gzip = new Leveled(buffer, level)) {
                gzip.write(page, offset, length);
            }
            return BytesInput.from(buffer);
        }

        private static final class Leveled extends GZIPOutputStream {

            Leveled(ByteArrayOutputStream out, int level) throws IOException {
                super(out);
                def.setLevel(level);
            }
        }
    }

    private static final class Lz4 extends PageCodec {

        private final Lz4Compressor compressor = new Lz4Compressor();
        private byte[] buffer = {};

        Lz4() {
            super(CompressionCodecName.LZ4_RAW);
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) {
            int longest = compressor.maxCompressedLength(length);
            if (buffer.length < longest) {
                buffer = new byte[longest];
            }
            return BytesInput.from(buffer, 0, compressor.compress(page, offset, length, buffer, 0, buffer.length));
        }
    }

    private static final class Brotli extends PageCodec {

        private final Encoder.Parameters parameters;

        Brotli(int level) {
            super(CompressionCodecName.BROTLI);
            // Throws where there is no library for this machine.
            Brotli4jLoader.ensureAvailability();
            parameters = Encoder.Parameters.create(level);
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            return BytesInput.from(Encoder.compress(page, offset, length, parameters));
        }
    }

    private static final class Zstandard extends PageCodec {

        /** A file that is given up is not finished, so its native memory needs a second way out. */
        private static final Cleaner CLEANER = Cleaner.create();

        private final ZstdCompressCtx context;
        private final Cleaner.Cleanable cleanable;
        private byte[] buffer = {};

        Zstandard(int level) {
            super(CompressionCodecName.ZSTD);
            context = new ZstdCompressCtx().setLevel(level);
            cleanable = CLEANER.register(this, context::close);
        }

        @Override
        BytesInput compress(byte[] page, int offset, int length) {
            int longest = Math.toIntExact(Zstd.compressBound(length));
            if (buffer.length < longest) {
                buffer = new byte[longest];
            }
            return BytesInput.from(
                    buffer, 0, context.compressByteArray(buffer, 0, buffer.length, page, offset, length));
        }

        @Override
        public void release() {
            cleanable.clean();
        }
    }
}
