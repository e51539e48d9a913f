package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Text files, compressed as their names say. */
public final class TextFiles {

    private TextFiles() {}

    public static String read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream text = decompressed(bytes, file.toString())) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }

    private static InputStream decompressed(InputStream bytes, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(bytes);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
    }
}
