package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.ConfigException;
import java.io.FileNotFoundException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPipelineTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(directory.resolve("schemas"));
        Files.createDirectories(directory.resolve("pipelines"));
        Files.writeString(
                directory.resolve("schemas/event.avsc"),
                "{\"type\": \"record\", \"name\": \"Event\", \"fields\": [{\"name\": \"id\", \"type\": \"string\"}]}");
        Files.writeString(
                directory.resolve("pipelines/small.yaml"),
                """
                name: ${NAME}
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: ../schemas/event.avsc
                output:
                  stats: {}
                dead-letter:
                  path: dead
                """);
    }

    @Test
    void aLocalFileFindsItsSchemaBesideIt() throws Exception {
        check(load(directory.resolve("pipelines/small.yaml").toString()));
    }

    @Test
    void aFileInAFileSystemOfFlinksFindsItsSchemaThereToo() throws Exception {
        check(load("file://" + directory.resolve("pipelines/small.yaml")));
    }

    @Test
    void whatTheFormatOfRecordsNeedsIsFoundThereToo() throws Exception {
        Path file = directory.resolve("pipelines/small.yaml");
        String yaml = Files.readString(file);
        Files.writeString(directory.resolve("schemas/event.desc"), "descriptors");
        Files.writeString(
                file,
                yaml.replace(
                        "decode:\n",
                        """
                        decode:
                          unwrap: [base64]
                          format:
                            protobuf: {descriptor-set: ../schemas/event.desc, message: a.B}
                        """));
        ClusterPipeline protobuf = load("file://" + file);
        assertThat(protobuf.schemas()
                        .bytes(protobuf.loaded()
                                .config()
                                .decode()
                                .format()
                                .protobuf()
                                .descriptorSet()))
                .asString()
                .isEqualTo("descriptors");

        Files.writeString(
                file,
                yaml.replace(
                        "decode:\n",
                        """
                        decode:
                          unwrap: [base64]
                          format:
                            avro:
                              encoding: single-object
                              writer-schemas: ['class:io.millrace.model.click.ClickEvent', ../schemas/event.avsc]
                        """));
        ClusterPipeline avro = load("file://" + file);
        assertThat(avro.loaded().config().decode().format().avro().writerSchemas())
                .extracting(schema -> avro.schemas().avro(schema).getName())
                .containsExactly("ClickEvent", "Event");
    }

    @Test
    void theSchemaOfEveryTypeIsFoundThereToo() throws Exception {
        Path file = directory.resolve("pipelines/small.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "decode:\n  schema: ../schemas/event.avsc\n",
                                """
                                types:
                                  - {name: click, when: url, schema: 'class:io.millrace.model.click.ClickEvent', route: {}}
                                  - {name: event, when: id, schema: ../schemas/event.avsc, route: {}}
                                """));

        ClusterPipeline types = load("file://" + file);

        assertThat(types.loaded().config().types())
                .extracting(type -> types.schemas().load(type.schema()).avro().getName())
                .containsExactly("ClickEvent", "Event");
    }

    @Test
    void versionsInAFileSystemOfFlinksAreAllRead() throws Exception {
        Path versions = Files.createDirectory(directory.resolve("schemas/events"));
        Files.copy(directory.resolve("schemas/event.avsc"), versions.resolve("v1.avsc"));
        Files.copy(directory.resolve("schemas/event.avsc"), versions.resolve("v2.avsc"));
        Path file = directory.resolve("pipelines/small.yaml");
        String location = "file://" + file;
        String yaml = Files.readString(file);

        Files.writeString(file, yaml.replace("event.avsc", "events"));
        check(load(location));
        assertThat(version(load(location))).hasValue("2");
        Files.writeString(file, yaml.replace("event.avsc", "events/v1.avsc"));
        assertThat(version(load(location))).hasValue("1");
        Files.writeString(file, yaml.replace("event.avsc", "missing"));
        assertThatThrownBy(() -> load(location))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("missing");
    }

    private static Optional<String> version(ClusterPipeline pipeline) {
        return pipeline.schemas()
                .load(pipeline.loaded().config().decode().schema())
                .version();
    }

    private static void check(ClusterPipeline pipeline) {
        assertThat(pipeline.loaded().config().name().value()).isEqualTo("small");
        assertThat(pipeline.loaded().config().parallelism()).isEqualTo(3);
        assertThat(pipeline.schemas()
                        .load(pipeline.loaded().config().decode().schema())
                        .rowType()
                        .getFieldNames())
                .containsExactly("id");
    }

    @Test
    void everyTypeOfRecordsFindsItsSchemaThereToo() throws Exception {
        Path file = directory.resolve("pipelines/small.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                """
                                decode:
                                  schema: ../schemas/event.avsc
                                output:
                                  stats: {}
                                """,
                                """
                                types:
                                  - name: first
                                    when: a
                                    schema: ../schemas/event.avsc
                                    route: {event-time: {field: at}}
                                  - name: second
                                    when: b
                                    schema: class:io.millrace.model.click.ClickEvent
                                    route: {event-time: {field: occurred_at}}
                                output:
                                  files: {path: out}
                                """));

        ClusterPipeline pipeline = load("file://" + file);

        assertThat(pipeline.loaded().config().types())
                .extracting(type -> pipeline.schemas().avro(type.schema()).getName())
                .containsExactly("Event", "ClickEvent");
    }

    @Test
    void aFileInTheJarFindsItsSchemaThereToo() throws Exception {
        try (URLClassLoader jar = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            inside(jar, () -> {
                check(load("classpath:/pipelines/small.yaml"));
                Path file = directory.resolve("pipelines/small.yaml");
                Files.writeString(file, Files.readString(file).replace("event.avsc", "events"));
                assertThatThrownBy(() -> load("classpath:/pipelines/small.yaml"))
                        .hasMessageContaining("versions of a schema cannot be listed in a jar")
                        .hasMessageContaining("classpath:/schemas/events");
                assertThatThrownBy(() -> load("classpath:/pipelines/other.yaml"))
                        .isInstanceOf(FileNotFoundException.class)
                        .hasMessage("there is no classpath:/pipelines/other.yaml on the class path");
            });
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void inside(ClassLoader classes, Step step) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            step.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aMistakeInARemoteFileIsReportedUnderItsOwnName() throws Exception {
        String location = "file://" + directory.resolve("pipelines/small.yaml");
        Files.writeString(directory.resolve("pipelines/small.yaml"), "name: small\nsauce: {}\n");

        assertThatThrownBy(() -> load(location))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(location + ":2:1:");
    }

    @Test
    void aSchemaThatIsNotThereIsAnError() throws Exception {
        Files.delete(directory.resolve("schemas/event.avsc"));

        assertThatThrownBy(() -> load("file://" + directory.resolve("pipelines/small.yaml")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("event.avsc");
    }

    private static ClusterPipeline load(String location) throws Exception {
        return ClusterPipeline.load(location, Map.of("parallelism", "3"), name -> name.equals("NAME") ? "small" : null);
    }
}
