package io.millrace.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import io.millrace.job.config.AvroRecordsConfig;
import io.millrace.job.config.AvroRecordsConfig.Encoding;
import io.millrace.job.config.CsvDelimiter;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.ProtobufRecordsConfig;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.avro.AvroDecoder;
import io.millrace.job.decode.csv.CsvDecoder;
import io.millrace.job.decode.protobuf.ProtobufDecoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.PageCells;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Executes the tables of the page on record formats: each row that has a result is a test. */
final class RecordFormatsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("project.root", "..")).resolve("docs/reference/record-formats.md");

    private static final Map<String, Function<String[], String>> TABLES = Map.of(
            "type | cell | becomes", cells -> cell(PageCells.text(cells[0]), PageCells.text(cells[1])),
            "written as | read as | result", cells -> avro(PageCells.text(cells[0]), PageCells.text(cells[1])),
            "field | column | result", cells -> protobuf(PageCells.text(cells[0]), PageCells.text(cells[1])));

    @TestFactory
    Stream<DynamicTest> whatThePageSaysHappens() throws IOException {
        List<PageCells.Row> rows = PageCells.rows(Files.readString(PAGE), TABLES.keySet());
        assertThat(rows.stream().map(PageCells.Row::header).distinct())
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.line() + ": " + String.join(" | ", row.cells()), () -> {
                    String[] cells = row.cells();
                    assertThat(TABLES.get(row.header()).apply(cells)).isEqualTo(cells[cells.length - 1]);
                }));
    }

    private static String cell(String type, String cell) {
        DecodeConfig config =
                config(RecordFormatConfig.of(new CsvRecordsConfig(false, List.of(), CsvDelimiter.COMMA, null)));
        // A second column, so that an empty cell is no blank line.
        RecordSchema schema = schema("record<f " + type + ",rest string?>");
        Payloads.Result result = new Payloads(config, CsvDecoder.factory(config, schema))
                .decode((cell + ",\n").getBytes(StandardCharsets.UTF_8))
                .get(0);
        if (result.row() != null) {
            return "`" + result.row().substring("{f: ".length(), result.row().length() - ", rest: null}".length())
                    + "`";
        }
        Rejection why = result.rejection();
        String path = "f".equals(why.fieldPath()) ? "" : " at " + why.fieldPath();
        return "rejected, " + why.kind().label() + path + ": expected " + why.expected() + ", but found "
                + why.actual();
    }

    private static String avro(String written, String read) {
        DecodeConfig config = config(RecordFormatConfig.of(new AvroRecordsConfig(Encoding.RAW, List.of())));
        return outcome(() -> AvroDecoder.checkReadable(
                config, schema("record<f " + written + ">").avro(), schema("record<f " + read + ">")));
    }

    private static String protobuf(String field, String column) {
        DecodeConfig config = config(RecordFormatConfig.of(new ProtobufRecordsConfig("x.desc", "test.Event")));
        FieldDescriptorProto.Builder described =
                FieldDescriptorProto.newBuilder().setName("f").setNumber(1);
        if (field.startsWith("google.")) {
            described.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName("." + field);
        } else {
            described.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + field.toUpperCase(Locale.ROOT)));
        }
        FileDescriptorSet set = FileDescriptorSet.newBuilder()
                .addFile(TimestampProto.getDescriptor().toProto())
                .addFile(WrappersProto.getDescriptor().toProto())
                .addFile(FileDescriptorProto.newBuilder()
                        .setName("event.proto")
                        .setPackage("test")
                        .setSyntax("proto3")
                        .addDependency("google/protobuf/timestamp.proto")
                        .addDependency("google/protobuf/wrappers.proto")
                        .addMessageType(
                                DescriptorProto.newBuilder().setName("Event").addField(described)))
                .build();
        return outcome(() -> ProtobufDecoder.factory(config, schema("record<f " + column + ">"), set.toByteArray()));
    }

    private static String outcome(Runnable check) {
        try {
            check.run();
            return "read";
        } catch (IllegalArgumentException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static DecodeConfig config(RecordFormatConfig format) {
        return DecodeConfigs.with(format, UnknownFields.IGNORE, DuplicateKeys.REJECT);
    }

    private static RecordSchema schema(String shortForm) {
        return RecordSchema.of(new Schema.Parser().parse(ShortTypes.json(shortForm)));
    }
}
