package io.millrace.job.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records of every format but JSON from files through the whole job, into Parquet that DuckDB reads. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class DecodersIT {

    private static final String AT = "2026-03-01T12:00:00Z";
    private static final long AT_MICROS = 1_772_366_400_000_000L;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void schema() throws IOException {
        Files.createDirectories(directory.resolve("in"));
        Files.writeString(
                directory.resolve("event.avsc"),
                """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "id", "type": "int"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "text", "type": "string"},
                  {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}]}
                """);
        Faults.clear();
    }

    @Test
    void recordsOfCsvThatSpanLinesAreInTheFilesOnceThoughTheJobFailsOften() throws Exception {
        String header = "text,id,at,tags\r\n";
        // Two files of several chunks each; every text has what would be a record if it were not in quotes.
        writeCsv("plain.csv", header, 0, 15_000, out -> out);
        writeCsv("packed.csv.gz", header, 15_000, 15_000, GZIPOutputStream::new);
        Files.writeString(
                directory.resolve("in/bad.csv"),
                header + "a,one," + AT + ",[]\r\nfine,30000," + AT + ",\"[\"\"x\"\"]\"\r\n");
        Faults.at(Faults.Point.BEFORE_BARRIER, 3, 6_000);
        Faults.at(Faults.Point.DURING_COMMIT, 2, 1);

        run("csv: {}", "[]");

        assertThat(Faults.left()).as("failures that did not happen").isZero();
        try (DuckDb duckdb = DuckDb.open()) {
            String rows = DuckDb.parquet(directory.resolve("out"));
            assertThat(duckdb.column("SELECT count(*) FROM " + rows)).containsExactly(30_001L);
            assertThat(duckdb.column("SELECT count(DISTINCT id) FROM " + rows)).containsExactly(30_001L);
            assertThat(duckdb.column("SELECT count(*) FROM " + rows + " WHERE text = 'text ' || id || E',\\n7," + AT
                            + ",\"quoted\"\\r\\n' AND tags = ['a,b', 'c']"))
                    .containsExactly(30_000L);
            List<Map<String, Object>> letters = letters(duckdb);
            assertThat(letters).singleElement().satisfies(letter -> {
                assertThat(letter).containsEntry("field_path", "id").containsEntry("error_kind", "type-mismatch");
                assertThat(payload(letter)).isEqualTo("a,one," + AT + ",[]");
                assertThat((String) letter.get("position"))
                        .isEqualTo("bytes=" + header.length() + "-"
                                + (header.length() + payload(letter).length() - 1));
                assertThat(letter.get("attributes").toString()).contains("millrace.csv-header", "text,id,at,tags");
            });
        }
    }

    @Test
    void recordsOfAvroContainersOfTwoVersionsBecomeRowsOfOneSchema() throws Exception {
        Schema v1 = new Schema.Parser()
                .parse(
                        """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "id", "type": ["null", "int"]},
                  {"name": "text", "type": "string"},
                  {"name": "old", "type": "string"}]}""");
        Schema v2 = new Schema.Parser().parse(Files.readString(directory.resolve("event.avsc")));
        List<GenericRecord> first = IntStream.range(0, 100)
                .mapToObj(id -> (GenericRecord) new GenericRecordBuilder(v1)
                        .set("id", id == 7 ? null : id)
                        .set("at", AT_MICROS / 1000)
                        .set("text", "v1")
                        .set("old", "x")
                        .build())
                .toList();
        List<GenericRecord> second = IntStream.range(100, 200)
                .mapToObj(id -> (GenericRecord) new GenericRecordBuilder(v2)
                        .set("id", id)
                        .set("at", AT_MICROS)
                        .set("text", "v2")
                        .set("tags", List.of("t"))
                        .build())
                .toList();
        byte[] torn = container(v2, second, "snappy");
        writeLines(List.of(
                container(v1, first, "deflate"),
                container(v2, second, "zstandard"),
                Arrays.copyOf(torn, torn.length - 20)));

        run("avro: {encoding: container}", "[base64]");

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows(
                            "SELECT text, count(*) AS n, count(DISTINCT id) AS ids, min(epoch_us(\"at\")) AS micros,"
                                    + " max(len(tags)) AS tags FROM " + DuckDb.parquet(directory.resolve("out"))
                                    + " GROUP BY text ORDER BY text"))
                    .containsExactly(
                            Map.of("text", "v1", "n", 99L, "ids", 99L, "micros", AT_MICROS, "tags", 0L),
                            Map.of("text", "v2", "n", 100L, "ids", 100L, "micros", AT_MICROS, "tags", 1L));
            assertThat(letters(duckdb))
                    .extracting(letter -> letter.get("error_kind") + " " + letter.get("field_path"))
                    .containsExactlyInAnyOrder("missing-field id", "malformed null");
        }
    }

    @Test
    void messagesOfProtobufBecomeRows() throws Exception {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Event");
        message.addField(field("id", 1, Type.TYPE_UINT32));
        message.addField(field("at", 2, Type.TYPE_INT64));
        message.addField(field("text", 3, Type.TYPE_STRING));
        message.addField(field("tags", 4, Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED));
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addMessageType(message)
                .build();
        Files.write(
                directory.resolve("event.desc"),
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
        Descriptor type = FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
        List<byte[]> lines = IntStream.range(0, 100)
                .mapToObj(id -> DynamicMessage.newBuilder(type)
                        .setField(type.findFieldByName("id"), id == 50 ? -1 : id)
                        .setField(type.findFieldByName("at"), AT_MICROS)
                        .setField(type.findFieldByName("text"), "größe")
                        .addRepeatedField(type.findFieldByName("tags"), "t")
                        .build()
                        .toByteArray())
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add(new byte[] {1, 2, 3});
        writeLines(lines);

        run("protobuf: {descriptor-set: event.desc, message: test.Event}", "[base64]");

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows("SELECT count(DISTINCT id) AS n, min(epoch_us(\"at\")) AS micros, min(text) AS text,"
                            + " sum(len(tags))::BIGINT AS tags FROM " + DuckDb.parquet(directory.resolve("out"))))
                    .containsExactly(Map.of("n", 99L, "micros", AT_MICROS, "text", "größe", "tags", 99L));
            assertThat(letters(duckdb))
                    .extracting(letter -> letter.get("error_kind") + " " + letter.get("field_path"))
                    .containsExactlyInAnyOrder("type-mismatch id", "malformed null");
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type);
    }

    private static byte[] container(Schema schema, List<GenericRecord> records, String codec) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec)).create(schema, out);
            for (GenericRecord record : records) {
                writer.append(record);
            }
        }
        return out.toByteArray();
    }

    private void writeLines(List<byte[]> records) throws IOException {
        Files.write(
                directory.resolve("in/lines.txt"),
                records.stream().map(Base64.getEncoder()::encodeToString).toList());
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private void writeCsv(String name, String header, int first, int count, Packing packing) throws IOException {
        try (OutputStream out =
                packing.around(Files.newOutputStream(directory.resolve("in").resolve(name)))) {
            out.write(header.getBytes(UTF_8));
            out.write(IntStream.range(first, first + count)
                    .mapToObj(id -> "\"text " + id + ",\n7," + AT + ",\"\"quoted\"\"\r\n\"," + id + "," + AT
                            + ",\"[\"\"a,b\"\",\"\"c\"\"]\"\r\n")
                    .collect(Collectors.joining())
                    .getBytes(UTF_8));
        }
    }

    private List<Map<String, Object>> letters(DuckDb duckdb) {
        return duckdb.rows("SELECT position, payload_base64, error_kind, field_path, attributes FROM "
                + DuckDb.ndjson(directory.resolve("dead")));
    }

    private static String payload(Map<String, Object> letter) {
        return new String(Base64.getDecoder().decode((String) letter.get("payload_base64")), UTF_8);
    }

    private void run(String format, String unwrap) throws Exception {
        String yaml =
                """
                name: decoders
                parallelism: 2
                source:
                  files:
                    path: %s
                decode:
                  unwrap: %s
                  format:
                    %s
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 100 ms
                  restarts: 100
                  directory: %s
                """
                        .formatted(
                                directory.resolve("in"),
                                unwrap,
                                format,
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "decoders.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        env.execute();
    }
}
