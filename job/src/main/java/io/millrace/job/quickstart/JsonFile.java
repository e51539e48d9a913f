package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A small file that holds one record as JSON. It is replaced as a whole: a reader, and a process that was killed while
 * writing, finds the old or the new content.
 *
 * @param <T> the record
 */
final class JsonFile<T> {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path path;
    private final Class<T> type;

    JsonFile(Path path, Class<T> type) {
        this.path = requireNonNull(path, "path");
        this.type = requireNonNull(type, "type");
    }

    /** Empty when there is no file. */
    Optional<T> read() throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(path);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(json, type));
        } catch (IOException e) {
            throw new IOException("cannot read " + path + "; delete it to start afresh", e);
        }
    }

    void write(T content) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.write(next, MAPPER.writeValueAsBytes(content));
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
