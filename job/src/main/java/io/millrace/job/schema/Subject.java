package io.millrace.job.schema;

import io.millrace.job.config.Compatibility;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Every version of one schema: a directory that holds {@code v1.avsc}, {@code v2.avsc} and so on. */
final class Subject {

    /** Where a schema says its version. */
    private static final String VERSION = "version";

    private final Path directory;
    private final NavigableMap<Integer, RecordSchema> versions;

    private Subject(Path directory, NavigableMap<Integer, RecordSchema> versions) {
        this.directory = directory;
        this.versions = versions;
    }

    /** @throws IllegalArgumentException when there is no such directory, a file in it is no version, or it has none */
    static Subject in(Path directory) {
        NavigableMap<Integer, RecordSchema> versions = new TreeMap<>();
        for (Path file : files(directory)) {
            OptionalInt version = new SchemaLocation(file.getFileName().toString()).version();
            if (version.isEmpty()) {
                throw new IllegalArgumentException(
                        "the file " + file + " is no version; expected v1.avsc, v2.avsc and so on");
            }
            versions.put(version.getAsInt(), schema(file, version.getAsInt()));
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException(
                    "the directory " + directory + " has no version; expected v1.avsc, v2.avsc and so on");
        }
        return new Subject(directory, versions);
    }

    /** A schema that does not say of which version it is, is of the one that its file is called. */
    private static RecordSchema schema(Path file, int version) {
        Schema schema = SchemaFiles.read(file);
        if (schema.getObjectProp(VERSION) == null) {
            schema.addProp(VERSION, String.valueOf(version));
        }
        try {
            return RecordSchema.of(schema);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no directory " + directory, e);
        } catch (NotDirectoryException e) {
            throw new IllegalArgumentException(
                    directory + " is not a directory of versions, and the name of a schema's file ends in .avsc", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the directory " + directory + " cannot be read: " + e, e);
        }
    }

    int newest() {
        return versions.lastKey();
    }

    /** @throws IllegalArgumentException when there is no such version */
    RecordSchema version(int number) {
        RecordSchema schema = versions.get(number);
        if (schema == null) {
            throw new IllegalArgumentException("there is no file " + file(number));
        }
        return schema;
    }

    /**
     * Holds each version against all before it.
     *
     * @throws IllegalArgumentException when some do not relate as {@code mode} asks, with every reason
     */
    void check(Compatibility mode) {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<Integer, RecordSchema> newer : versions.entrySet()) {
            for (Map.Entry<Integer, RecordSchema> older :
                    versions.headMap(newer.getKey()).entrySet()) {
                Evolution.problems(older.getValue().avro(), newer.getValue().avro(), mode)
                        .forEach(problem -> problems.add(problem.line(named(older.getKey()), named(newer.getKey()))));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("its versions are not "
                    + mode.name().toLowerCase(Locale.ROOT) + " compatible: " + String.join("; ", problems));
        }
    }

    private String named(int version) {
        return "version " + version + " (" + file(version) + ")";
    }

    private Path file(int version) {
        return directory.resolve("v" + version + ".avsc");
    }
}
