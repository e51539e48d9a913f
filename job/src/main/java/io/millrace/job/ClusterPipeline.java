package io.millrace.job;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.schema.SchemaLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * A pipeline as a cluster's client finds it: a local file, or one in a file system of Flink's, such as {@code s3://},
 * where its schema may stand beside it.
 *
 * @param loaded the configuration
 * @param schemas finds what the configuration names
 */
record ClusterPipeline(LoadedPipeline loaded, SchemaLoader schemas) {

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
        java.nio.file.Path directory = Files.createTempDirectory("millrace-pipeline");
        Map<String, String> withCopies = new HashMap<>(overrides);
        for (Map.Entry<String, String> file : files(pipeline.config().decode()).entrySet()) {
            java.nio.file.Path copy = directory.resolve(file.getKey());
            Files.write(copy, bytes(URI.create(location).resolve(file.getValue())));
            withCopies.put(file.getKey(), copy.toString());
        }
        return new ClusterPipeline(
                ConfigLoader.parseWithWarnings(yaml, location, withCopies, environment), SchemaLoader.in(directory));
    }

    /** The files that stand beside the pipeline's, by the keys that name them. */
    private static Map<String, String> files(DecodeConfig decode) {
        Map<String, String> files = new HashMap<>();
        put(files, "decode.schema", decode.schema());
        if (decode.format().avro() != null) {
            List<SchemaLocation> writers = decode.format().avro().writerSchemas();
            for (int i = 0; i < writers.size(); i++) {
                put(files, "decode.format.avro.writer-schemas." + i, writers.get(i));
            }
        }
        if (decode.format().protobuf() != null) {
            files.put(
                    "decode.format.protobuf.descriptor-set",
                    decode.format().protobuf().descriptorSet());
        }
        return files;
    }

    private static void put(Map<String, String> files, String key, SchemaLocation schema) {
        if (!schema.isClass()) {
            files.put(key, schema.value());
        }
    }

    private static byte[] bytes(URI location) throws IOException {
        Path path = new Path(location);
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return in.readAllBytes();
        }
    }

    private static String read(URI location) throws IOException {
        return new String(bytes(location), StandardCharsets.UTF_8);
    }
}
