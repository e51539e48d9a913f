package io.millrace.job;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.schema.SchemaLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A pipeline as a cluster's client finds it: a local file, or one in a file system of Flink's, such as {@code s3://},
 * where its schema may stand beside it.
 *
 * @param loaded the configuration
 * @param schemas finds what the configuration names
 */
record ClusterPipeline(LoadedPipeline loaded, SchemaLoader schemas) {

    private static final String SCHEMA = "decode.schema";

    ClusterPipeline {
        requireNonNull(loaded, "loaded");
        requireNonNull(schemas, "schemas");
    }

    static ClusterPipeline load(String location, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException, IOException {
        if (!location.contains("://")) {
            java.nio.file.Path file = java.nio.file.Path.of(location);
            return new ClusterPipeline(
                    ConfigLoader.loadWithWarnings(file, overrides, environment), SchemaLoader.besides(file));
        }
        String yaml = read(URI.create(location));
        LoadedPipeline pipeline = ConfigLoader.parseWithWarnings(yaml, location, overrides, environment);
        SchemaLocation schema = pipeline.config().decode().schema();
        java.nio.file.Path directory = Files.createTempDirectory("millrace-pipeline");
        if (schema.isClass()) {
            return new ClusterPipeline(pipeline, SchemaLoader.in(directory));
        }
        java.nio.file.Path copy = copied(schema, URI.create(location), directory);
        Map<String, String> withCopy = new HashMap<>(overrides);
        withCopy.put(SCHEMA, copy.toString());
        return new ClusterPipeline(
                ConfigLoader.parseWithWarnings(yaml, location, withCopy, environment), SchemaLoader.in(directory));
    }

    /** The schema's file, or all of its versions, in {@code directory}. */
    private static java.nio.file.Path copied(SchemaLocation schema, URI pipeline, java.nio.file.Path directory)
            throws IOException {
        URI there = pipeline.resolve(schema.value());
        if (!schema.isVersioned()) {
            return Files.writeString(directory.resolve("schema.avsc"), read(there));
        }
        Path versions = schema.isSubject() ? new Path(there) : new Path(there).getParent();
        FileStatus[] files = versions.getFileSystem().listStatus(versions);
        if (files == null || files.length == 0) {
            throw new FileNotFoundException("there is no directory of versions " + versions);
        }
        for (FileStatus file : files) {
            if (file.getPath().getName().endsWith(".avsc")) {
                Files.writeString(
                        directory.resolve(file.getPath().getName()),
                        read(file.getPath().toUri()));
            }
        }
        return schema.isSubject() ? directory : directory.resolve(new Path(there).getName());
    }

    private static String read(URI location) throws IOException {
        Path path = new Path(location);
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
