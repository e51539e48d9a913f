package io.millrace.job.schema;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Compatibility;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads schemas from where a pipeline says they are: from {@code .avsc} files and directories of versions, relative to the
 * pipeline's own file, and from generated classes on the class path.
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
     * The schema at {@code location}, whatever other versions of it there are.
     *
     * @throws IllegalArgumentException when there is no schema at {@code location}, it cannot be read, or rows cannot
     *     hold it; the message names the location
     */
    public RecordSchema load(SchemaLocation location) {
        return load(location, Compatibility.NONE);
    }

    /**
     * The schema at {@code location}: of a directory of versions the newest.
     *
     * @param compatibility how every version must relate to those before it, where there are versions
     * @throws IllegalArgumentException when there is no schema at {@code location}, it cannot be read, rows cannot hold
     *     it, or its versions do not relate so; the message names the location
     */
    public RecordSchema load(SchemaLocation location, Compatibility compatibility) {
        try {
            if (location.isClass()) {
                return RecordSchema.of(ofClass(location.className()));
            }
            Path path = directory.resolve(location.value()).normalize();
            return location.isVersioned()
                    ? ofSubject(location, path, compatibility)
                    : RecordSchema.of(SchemaFiles.read(path));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("schema '" + location + "': " + e.getMessage(), e);
        }
    }

    /**
     * The schema whether or not rows can hold it, as that of a writer need not be.
     *
     * @param location a file or a class; of a directory it would not be known which version is meant
     * @throws IllegalArgumentException when there is no schema at {@code location}, or it cannot be read; the message names
     *     the location
     */
    public Schema avro(SchemaLocation location) {
        try {
            if (location.isSubject()) {
                throw new IllegalArgumentException("expected one file, such as '" + location + "/v1.avsc'");
            }
            return location.isClass()
                    ? ofClass(location.className())
                    : SchemaFiles.read(directory.resolve(location.value()).normalize());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("schema '" + location + "': " + e.getMessage(), e);
        }
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

    private static RecordSchema ofSubject(SchemaLocation location, Path path, Compatibility compatibility) {
        Subject subject = Subject.in(location.isSubject() ? path : path.getParent());
        RecordSchema schema = subject.version(location.version().orElseGet(subject::newest));
        subject.check(compatibility);
        return schema;
    }

    private Schema ofClass(String name) {
        try {
            Class<?> type = Class.forName(name, true, classes);
            if (!SpecificRecord.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("the class is not generated from an Avro schema; it must implement "
                        + SpecificRecord.class.getName());
            }
            return SpecificData.get().getSchema(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "there is no class " + name
                            + " on the class path; classes are generated from the .avsc files in udfs/src/main/avro",
                    e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("the class cannot be loaded: " + e, e);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("the class has no schema: " + e, e);
        }
    }
}
