package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code validate} says of the files that a format needs: each at the line of the key that names it. */
class DecodingChecksTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void files() throws Exception {
        write("event.avsc", "{\"name\": \"id\", \"type\": \"string\"}");
        write("bytes.avsc", "{\"name\": \"id\", \"type\": \"bytes\"}");
        write("number.avsc", "{\"name\": \"id\", \"type\": \"int\"}");
        Files.writeString(directory.resolve("broken.desc"), "syntax = \"proto3\";");
        DescriptorProto.Builder event = DescriptorProto.newBuilder().setName("Event");
        event.addField(FieldDescriptorProto.newBuilder()
                .setName("id")
                .setNumber(1)
                .setType(FieldDescriptorProto.Type.TYPE_INT32));
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .setPackage("shop")
                .setSyntax("proto3")
                .addMessageType(event)
                .addMessageType(DescriptorProto.newBuilder().setName("Order"))
                .build();
        Files.write(
                directory.resolve("shop.desc"),
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
    }

    private void write(String name, String fields) throws Exception {
        Files.writeString(
                directory.resolve(name), "{\"type\": \"record\", \"name\": \"Event\", \"fields\": [" + fields + "]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    protobuf: {descriptor-set: none.desc, message: shop.Event} | 10:16 | protobuf.descriptor-set | 'none.desc': there is no file
                    protobuf: {descriptor-set: broken.desc, message: shop.Event} | 10:16 | protobuf.descriptor-set | 'broken.desc': it is not a descriptor set, as protoc --descriptor_set_out writes it
                    protobuf: {descriptor-set: shop.desc, message: Event} | 10:43 | protobuf.message | expected a message of the descriptor set, which are shop.Event, shop.Order, but got 'Event'
                    protobuf: {descriptor-set: shop.desc, message: shop.Event} | 10:43 | protobuf.message | messages 'shop.Event' cannot become rows of 'event.avsc': field 'id': the message's field is of the type int32, which does not become a string
                    avro: {encoding: raw, writer-schemas: [none.avsc]} | 10:27 | avro.writer-schemas.0 | schema 'none.avsc': there is no file
                    avro: {encoding: raw, writer-schemas: [number.avsc]} | 10:27 | avro.writer-schemas.0 | schema 'number.avsc': what was written with it cannot become rows of 'event.avsc': field 'id': Found int, expecting string
                    avro: {encoding: single-object, writer-schemas: [bytes.avsc, number.avsc]} | 10:37 | avro.writer-schemas.1 | schema 'number.avsc': what was written with it cannot become rows of 'event.avsc'
                    csv: {header: false, columns: [name]} | 10:26 | csv.columns | expected a column for each field that must have a value, but id has none
                    """)
    void whatDoesNotFitIsAProblemAtItsKey(String format, String at, String key, String message) throws Exception {
        assertThat(check(format))
                .singleElement()
                .extracting(Finding::line)
                .asString()
                .startsWith("small.yaml:" + at + ": decode.format." + key + ": " + message);
    }

    @Test
    void whatFitsIsNoProblem() throws Exception {
        assertThat(check("avro: {encoding: single-object, writer-schemas: [bytes.avsc]}"))
                .isEmpty();
        assertThat(check("csv: {header: false}")).isEmpty();
        write("event.avsc", "{\"name\": \"id\", \"type\": \"int\"}");
        assertThat(check("protobuf: {descriptor-set: shop.desc, message: shop.Event}"))
                .isEmpty();
    }

    private List<Finding> check(String format) throws Exception {
        LoadedPipeline loaded = ConfigLoader.parseWithWarnings(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  unwrap: [base64]
                  schema: event.avsc
                  format:
                    # How records come.
                    %s
                output:
                  files:
                    path: %s/rows
                dead-letter:
                  path: %s/dead
                """
                        .formatted(format, directory, directory),
                "small.yaml",
                Map.of(),
                name -> null);
        return OfflineChecks.of(directory.resolve("small.yaml"), loaded, new PipelineWiring())
                .problems();
    }
}
