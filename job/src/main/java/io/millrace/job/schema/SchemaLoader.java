package io.millrace.job.schema;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.SchemaLocation;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads schemas from where a pipeline says they are: from {@code .avsc} files, relative to the pipeline's own, and from
 * generated classes on the class path.
 */
public final class SchemaLoader {

    private final Path directory;
    private final ClassLoader classes;

    private SchemaLoader(Path directory, ClassLoader classes) {
        this.directory = directory;
        this.classes = classes;
    }

    /** Resolves files against the directory of {@code pipelineFile}, and classes with the thread's class loader. */
    public static SchemaLoader besides(Path pipelineFile) {
        return in(requireNonNull(pipelineFile.toAbsolutePath().getParent(), "a pipeline file is in a directory"));
    }

    /** Resolves files against {@code directory}, and classes with the thread's class loader. */
    public static SchemaLoader in(Path directory) {
        return new SchemaLoader(directory, Thread.currentThread().getContextClassLoader());
    }

    /**
     * @throws IllegalArgumentException when there is no schema at {@code location}, it cannot be read, or rows cannot
     *     hold it; the message names the location
     */
    public RecordSchema load(SchemaLocation location) {
        Schema schema = avro(location);
        try {
            return RecordSchema.of(schema);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("schema '" + location + "': " + e.getMessage(), e);
        }
    }

    /**
     * The schema whether or not rows can hold it, as that of a writer need not be.
     *
     * @throws IllegalArgumentException when there is no schema at {@code location}, or it cannot be read; the message names
     *     the location
     */
    public Schema avro(SchemaLocation location) {
        return location.isClass() ? ofClass(location) : ofFile(location);
    }

    /**
     * What is in a file.
     *
     * @param path relative to the pipeline's file
     * @throws IllegalArgumentException when there is no such file or it cannot be read; the message names it
     */
    public byte[] bytes(String path) {
        Path file = directory.resolve(path);
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("'" + path + "': there is no file " + file.normalize(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "'" + path + "': the file " + file.normalize() + " cannot be read: " + e, e);
        }
    }

    private Schema ofFile(SchemaLocation location) {
        Path file = directory.resolve(location.value());
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("schema '" + location + "': there is no file " + file.normalize(), e);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(
                    "schema '" + location + "': the file " + file.normalize() + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "schema '" + location + "': the file " + file.normalize() + " cannot be read: " + e, e);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException(
                    "schema '" + location + "': the file " + file.normalize() + " is not an Avro schema: "
                            + e.getMessage(),
                    e);
        }
    }

    private Schema ofClass(SchemaLocation location) {
        String name = location.className();
        try {
            Class<?> type = Class.forName(name, true, classes);
            if (!SpecificRecord.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("schema '" + location
                        + "': the class is not generated from an Avro schema; it must implement "
                        + SpecificRecord.class.getName());
            }
            return SpecificData.get().getSchema(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "schema '" + location + "': there is no class " + name
                            + " on the class path; classes are generated from the .avsc files in udfs/src/main/avro",
                    e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("schema '" + location + "': the class cannot be loaded: " + e, e);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("schema '" + location + "': the class has no schema: " + e, e);
        }
    }
}
