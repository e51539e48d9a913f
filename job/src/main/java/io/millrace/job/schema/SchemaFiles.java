package io.millrace.job.schema;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads {@code .avsc} files. */
final class SchemaFiles {

    private SchemaFiles() {}

    /** @throws IllegalArgumentException when there is no such file, or it is no schema; the message names the file */
    static Schema read(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("the file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read: " + e, e);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("the file " + file + " is not an Avro schema: " + e.getMessage(), e);
        }
    }
}
