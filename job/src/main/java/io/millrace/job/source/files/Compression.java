package io.millrace.job.source.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a file is compressed, as its name says. */
enum Compression {
    NONE {
        @Override
        InputStream decompress(InputStream in) {
            return in;
        }
    },
    GZIP(".gz", ".gzip") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER_SIZE);
        }
    },
    ZSTD(".zst", ".zstd") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new ZstdInputStreamNoFinalizer(in);
        }
    };

    private static final int BUFFER_SIZE = 64 << 10;

    private final String[] endings;

    Compression(String... endings) {
        this.endings = endings;
    }

    static Compression of(String fileName) {
        for (Compression compression : values()) {
            for (String ending : compression.endings) {
                if (fileName.endsWith(ending)) {
                    return compression;
                }
            }
        }
        return NONE;
    }

    /** What the file holds; several compressed pieces, one after another, are one content. */
    abstract InputStream decompress(InputStream in) throws IOException;
}
