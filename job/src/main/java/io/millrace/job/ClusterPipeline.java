package io.millrace.job;

import static java.util.Objects.requireNonNull;

import io.millrace.job.builder.JavaPipelines;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.schema.SchemaLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A pipeline as a cluster's client finds it: a local file, or one in a file system of Flink's, such as {@code s3://}, or
 * in the jar ({@code classpath:/PATH}), where its schema may stand beside it; or a class on the class path.
 *
 * @param loaded the configuration
 * @param schemas finds what the configuration names
 */
record ClusterPipeline(LoadedPipeline loaded, SchemaLoader schemas) {

    /** A file in a jar on the class path, by its absolute path there. */
    private static final String RESOURCE = "classpath:/";

    ClusterPipeline {
        requireNonNull(loaded, "loaded");
        requireNonNull(schemas, "schemas");
    }

    /** A pipeline that is no file: what it names is relative to the working directory. */
    static ClusterPipeline of(LoadedPipeline loaded) {
        return new ClusterPipeline(
                loaded, SchemaLoader.in(java.nio.file.Path.of("").toAbsolutePath()));
    }

    static ClusterPipeline load(String location, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException, IOException {
        if (JavaPipelines.isClass(location)) {
            return of(JavaPipelines.load(location, overrides, environment));
        }
        if (!location.contains("://") && !location.startsWith(RESOURCE)) {
            java.nio.file.Path file = java.nio.file.Path.of(location);
            return new ClusterPipeline(
                    ConfigLoader.loadWithWarnings(file, overrides, environment), SchemaLoader.besides(file));
        }
        String yaml = read(URI.create(location));
        LoadedPipeline pipeline = ConfigLoader.parseWithWarnings(yaml, location, overrides, environment);
        java.nio.file.Path directory = Files.createTempDirectory("millrace-pipeline");
        Map<String, String> withCopies = new HashMap<>(overrides);
        PipelineConfig config = pipeline.config();
        for (int type = 0; type < config.allTypes().size(); type++) {
            SchemaLocation schema = config.allTypes().get(type).schema();
            if (!schema.isClass()) {
                String key = config.keyOf(type, "schema");
                java.nio.file.Path copies = Files.createDirectory(directory.resolve(key));
                withCopies.put(key, schema(schema, URI.create(location), copies).toString());
            }
        }
        for (Map.Entry<String, String> file : filesOfTheFormat(config.decode()).entrySet()) {
            java.nio.file.Path copies = Files.createDirectory(directory.resolve(file.getKey()));
            withCopies.put(
                    file.getKey(),
                    copy(URI.create(location).resolve(file.getValue()), copies).toString());
        }
        return new ClusterPipeline(
                ConfigLoader.parseWithWarnings(yaml, location, withCopies, environment), SchemaLoader.in(directory));
    }

    /** The files that the format of records needs, by the keys that name them. */
    private static Map<String, String> filesOfTheFormat(DecodeConfig decode) {
        Map<String, String> files = new HashMap<>();
        if (decode.format().avro() != null) {
            List<SchemaLocation> writers = decode.format().avro().writerSchemas();
            for (int i = 0; i < writers.size(); i++) {
                if (!writers.get(i).isClass()) {
                    files.put(
                            "decode.format.avro.writer-schemas." + i,
                            writers.get(i).value());
                }
            }
        }
        if (decode.format().protobuf() != null) {
            files.put(
                    "decode.format.protobuf.descriptor-set",
                    decode.format().protobuf().descriptorSet());
        }
        return files;
    }

    /** The schema's file, or all of its versions, in {@code directory}. */
    private static java.nio.file.Path schema(SchemaLocation schema, URI pipeline, java.nio.file.Path directory)
            throws IOException {
        URI there = pipeline.resolve(schema.value());
        if (!schema.isVersioned()) {
            return copy(there, directory);
        }
        if (there.toString().startsWith(RESOURCE)) {
            throw new FileNotFoundException(
                    "versions of a schema cannot be listed in a jar; name one file instead of " + there);
        }
        Path versions = schema.isSubject() ? new Path(there) : new Path(there).getParent();
        FileStatus[] files = versions.getFileSystem().listStatus(versions);
        if (files == null || files.length == 0) {
            throw new FileNotFoundException("there is no directory of versions " + versions);
        }
        for (FileStatus file : files) {
            if (file.getPath().getName().endsWith(".avsc")) {
                copy(file.getPath().toUri(), directory);
            }
        }
        return schema.isSubject() ? directory : directory.resolve(new Path(there).getName());
    }

    /** The file, under its own name, in {@code directory}. */
    private static java.nio.file.Path copy(URI file, java.nio.file.Path directory) throws IOException {
        return Files.write(directory.resolve(new Path(file).getName()), bytes(file));
    }

    private static byte[] bytes(URI location) throws IOException {
        if (location.toString().startsWith(RESOURCE)) {
            return resource(location);
        }
        Path path = new Path(location);
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return in.readAllBytes();
        }
    }

    private static byte[] resource(URI location) throws IOException {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream in = classes.getResourceAsStream(location.getPath().substring(1))) {
            if (in == null) {
                throw new FileNotFoundException("there is no " + location + " on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static String read(URI location) throws IOException {
        return new String(bytes(location), StandardCharsets.UTF_8);
    }
}
