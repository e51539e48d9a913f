package io.millrace.job.decode.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.WrappersProto;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.ProtobufRecordsConfig;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DecoderContract;
import io.millrace.job.decode.Payloads;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.ShortTypes;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtobufDecoderTest extends DecoderContract {

    private static final int UNKNOWN = 100;
    private static final List<String> NAMES =
            List.of("id", "total", "unsigned", "price", "at", "kind", "geo", "tags", "counts", "count");
    private static final List<String> KINDS = List.of("NONE", "RED", "GREEN", "BLUE");

    /** The message as the pipeline knows it. */
    private static final FileDescriptorProto FILE = ProtobufSchemas.file(message(Map.of(
            "id",
            "",
            "total",
            1L,
            "unsigned",
            BigInteger.ONE,
            "price",
            "",
            "at",
            Instant.EPOCH,
            "kind",
            "",
            "geo",
            Map.of("city", "", "lat", 1.0),
            "tags",
            List.of(),
            "counts",
            Map.of("x", 1L),
            "count",
            1L)));

    @Override
    protected Decoder.Factory decoders(DecodeConfig config) {
        return decodersOf(SCHEMA, config);
    }

    @Override
    protected Decoder.Factory decodersOf(RecordSchema schema, DecodeConfig config) {
        return ProtobufDecoder.factory(config, schema, ProtobufSchemas.set(FILE).toByteArray());
    }

    @Override
    protected DecodeConfig config(UnknownFields unknown) {
        return config(unknown, DuplicateKeys.REJECT);
    }

    private static DecodeConfig config(UnknownFields unknown, DuplicateKeys duplicates) {
        return DecodeConfigs.with(
                RecordFormatConfig.of(new ProtobufRecordsConfig("event.desc", "test.Event")), unknown, duplicates);
    }

    @Override
    protected byte[] encode(Map<String, Object> values) throws Exception {
        return fill(ProtobufSchemas.build(ProtobufSchemas.file(message(values))), values)
                .toByteArray();
    }

    @Override
    protected String foundText() {
        return "a value that is none of the field's type int64";
    }

    @Override
    protected String unknownName(String name) {
        return "#" + UNKNOWN;
    }

    @Override
    protected String rescued() {
        return "{\\\"#100\\\":[\\\"cmVk\\\"]}";
    }

    /** A message that ends between two fields is one with fewer fields. */
    @Override
    protected boolean noticesEveryCut() {
        return false;
    }

    /** The message that a producer has whose values are of these types. */
    private static DescriptorProto message(Map<?, ?> values) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Event");
        EnumDescriptorProto.Builder kinds = EnumDescriptorProto.newBuilder().setName("Kind");
        for (String kind : KINDS) {
            kinds.addValue(EnumValueDescriptorProto.newBuilder().setName(kind).setNumber(KINDS.indexOf(kind)));
        }
        message.addEnumType(kinds);
        values.forEach((key, value) -> add(message, (String) key, value));
        return message.build();
    }

    private static void add(DescriptorProto.Builder message, String name, Object value) {
        int number = NAMES.contains(name) ? NAMES.indexOf(name) + 1 : UNKNOWN;
        if (name.equals("geo")) {
            DescriptorProto.Builder geo = DescriptorProto.newBuilder().setName("Geo");
            ((Map<?, ?>) (value == null ? Map.of() : value))
                    .forEach((key, inner) -> ProtobufSchemas.optional(
                            geo,
                            (String) key,
                            List.of("", "city", "lat").contains((String) key)
                                    ? List.of("", "city", "lat").indexOf((String) key)
                                    : UNKNOWN,
                            inner instanceof Double ? Type.TYPE_DOUBLE : Type.TYPE_STRING,
                            null));
            message.addNestedType(geo);
            ProtobufSchemas.optional(message, name, number, Type.TYPE_MESSAGE, "Geo");
        } else if (value instanceof List<?>) {
            ProtobufSchemas.repeated(message, name, number, Type.TYPE_STRING, null);
        } else if (value instanceof Map<?, ?>) {
            ProtobufSchemas.map(message, name, number, Type.TYPE_INT64, null);
        } else if (value instanceof Instant) {
            ProtobufSchemas.optional(message, name, number, Type.TYPE_MESSAGE, ".google.protobuf.Timestamp");
        } else if (name.equals("kind")) {
            ProtobufSchemas.optional(message, name, number, Type.TYPE_ENUM, "Kind");
        } else {
            Type type = value instanceof BigInteger
                    ? Type.TYPE_UINT64
                    : value instanceof Integer || value instanceof Long ? Type.TYPE_INT64 : Type.TYPE_STRING;
            ProtobufSchemas.optional(message, name, number, type, null);
        }
    }

    private static DynamicMessage fill(Descriptor type, Map<?, ?> values) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        values.forEach((key, value) -> {
            FieldDescriptor field = type.findFieldByName((String) key);
            if (value instanceof List<?> list) {
                list.forEach(element -> message.addRepeatedField(field, element));
            } else if (value instanceof Map<?, ?> map && field.isMapField()) {
                map.forEach((name, inner) -> ProtobufSchemas.addEntry(message, field, (String) name, inner));
            } else if (value != null) {
                message.setField(field, value(field, value));
            }
        });
        return message.build();
    }

    private static Object value(FieldDescriptor field, Object value) {
        if (value instanceof Map<?, ?> map) {
            return fill(field.getMessageType(), map);
        }
        if (value instanceof Instant instant) {
            return ProtobufSchemas.timestamp(instant.getEpochSecond(), instant.getNano());
        }
        if (field.getType() == FieldDescriptor.Type.ENUM) {
            return field.getEnumType().findValueByName((String) value);
        }
        if (value instanceof BigDecimal) {
            return value.toString();
        }
        return value instanceof Number number && !(value instanceof Double) ? (Object) number.longValue() : value;
    }

    // ---- what is Protobuf's own

    private static final String ENVELOPE =
            """
            record<n int, name string?, wrapped long?, when timestamp-millis?, raw bytes?, level string?, choice_a \
            int?, choiceB string?, numbers array<int>, byId map<double>, unset string = "none", flag boolean?>""";

    /** A message of proto3 with everything that is particular, in a package of its own. */
    private static FileDescriptorProto envelope() {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Envelope");
        message.addField(ProtobufSchemas.field("n", 1, Type.TYPE_SINT32, null));
        message.addField(ProtobufSchemas.field("name", 2, Type.TYPE_STRING, null));
        message.addField(ProtobufSchemas.field("wrapped", 3, Type.TYPE_MESSAGE, ".google.protobuf.UInt64Value"));
        message.addField(ProtobufSchemas.field("when", 4, Type.TYPE_MESSAGE, ".google.protobuf.Timestamp"));
        message.addField(ProtobufSchemas.field("raw", 5, Type.TYPE_BYTES, null));
        message.addField(ProtobufSchemas.field("level", 6, Type.TYPE_ENUM, "Level"));
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("choice"));
        message.addField(
                ProtobufSchemas.field("choice_a", 7, Type.TYPE_INT32, null).setOneofIndex(0));
        message.addField(ProtobufSchemas.field("choice_b", 8, Type.TYPE_STRING, null)
                .setOneofIndex(0)
                .setJsonName("choiceB"));
        ProtobufSchemas.repeated(message, "numbers", 9, Type.TYPE_INT32, null);
        ProtobufSchemas.map(message, "by_id", 10, Type.TYPE_DOUBLE, null);
        message.addField(ProtobufSchemas.field("flag", 11, Type.TYPE_BOOL, null));
        message.addField(ProtobufSchemas.field("extra", 12, Type.TYPE_FIXED64, null));
        message.addField(ProtobufSchemas.field("more", 13, Type.TYPE_MESSAGE, ".google.protobuf.Timestamp")
                .setLabel(Label.LABEL_REPEATED));
        return FileDescriptorProto.newBuilder()
                .setName("envelope.proto")
                .setPackage("test.v1")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addDependency("google/protobuf/wrappers.proto")
                .addEnumType(EnumDescriptorProto.newBuilder()
                        .setName("Level")
                        .addValue(EnumValueDescriptorProto.newBuilder()
                                .setName("LOW")
                                .setNumber(0))
                        .addValue(EnumValueDescriptorProto.newBuilder()
                                .setName("HIGH")
                                .setNumber(1)))
                .addMessageType(message)
                .build();
    }

    private static byte[] envelopeSet() {
        return ProtobufSchemas.set(WrappersProto.getDescriptor().toProto(), envelope())
                .toByteArray();
    }

    private static Payloads envelopes(UnknownFields unknown, DuplicateKeys duplicates) {
        return payloads(ENVELOPE, "test.v1.Envelope", envelopeSet(), unknown, duplicates);
    }

    private static Payloads payloads(
            String schema, String message, byte[] set, UnknownFields unknown, DuplicateKeys duplicates) {
        DecodeConfig config = DecodeConfigs.with(
                RecordFormatConfig.of(new ProtobufRecordsConfig("x.desc", message)), unknown, duplicates);
        RecordSchema record = RecordSchema.of(new Schema.Parser().parse(ShortTypes.json(schema.strip())));
        return new Payloads(config, ProtobufDecoder.factory(config, record, set));
    }

    private interface Fields {
        void write(CodedOutputStream out) throws Exception;
    }

    private static byte[] wire(Fields fields) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static String decoded(Fields fields) throws Exception {
        Payloads.Result result = envelopes(UnknownFields.IGNORE, DuplicateKeys.REJECT)
                .decode(wire(fields))
                .get(0);
        return result.row() != null
                ? result.row()
                : result.rejection().kind().label() + " at "
                        + result.rejection().fieldPath() + ": "
                        + result.rejection().message();
    }

    @Test
    void anEmptyMessageHasItsTypesZerosAndNoPresence() throws Exception {
        assertThat(decoded(out -> {}))
                .isEqualTo("{n: 0, name: \"\", wrapped: null, when: null, raw: 0x, level: \"LOW\", choice_a: null,"
                        + " choiceB: null, numbers: [], byId: {}, unset: \"none\", flag: false}");
    }

    @Test
    void wrappersTimestampsEnumsAndOneofsBecomeColumns() throws Exception {
        assertThat(decoded(out -> {
                    out.writeSInt32(1, -5);
                    out.writeByteArray(3, new byte[] {8, 7});
                    out.writeMessage(4, ProtobufSchemas.timestamp(-1, 999_999_999));
                    out.writeBytes(5, ByteString.copyFrom(new byte[] {1}));
                    out.writeEnum(6, 1);
                    out.writeInt32(7, 3);
                    out.writeString(8, "the last of a oneof wins");
                    out.writeInt32(9, 1);
                    out.writeByteArray(9, new byte[] {2, 3});
                    out.writeBool(11, true);
                }))
                .isEqualTo("{n: -5, name: \"\", wrapped: 7, when: 1969-12-31T23:59:59.999Z, raw: 0x01, level:"
                        + " \"HIGH\", choice_a: null, choiceB: \"the last of a oneof wins\", numbers: [1, 2, 3],"
                        + " byId: {}, unset: \"none\", flag: true}");
    }

    @Test
    void anEnumsNumberWithoutANameIsRejected() throws Exception {
        assertThat(decoded(out -> out.writeEnum(6, 17)))
                .isEqualTo("type-mismatch at level: expected a string, but found the number 17, which the enum does not"
                        + " name, at byte 0");
    }

    @Test
    void aTimestampThatIsNoneIsRejected() throws Exception {
        assertThat(decoded(out -> out.writeMessage(4, ProtobufSchemas.timestamp(1, -1))))
                .startsWith("type-mismatch at when: expected a timestamp, but found a message with seconds or nanos");
        assertThat(decoded(out -> out.writeByteArray(4, new byte[] {10, 1, 'x'})))
                .startsWith("type-mismatch at when: expected a timestamp, but found a message with fields that");
    }

    @Test
    void anUnsignedNumberBeyondALongIsRejectedWhereTheColumnIsALong() throws Exception {
        assertThat(decoded(out -> out.writeByteArray(3, new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1})))
                .isEqualTo(
                        "type-mismatch at wrapped: expected a long, but found a number beyond the range of a long, at"
                                + " byte 0");
    }

    @Test
    void textThatIsNotUtf8IsRejected() throws Exception {
        assertThat(decoded(out -> out.writeByteArray(2, new byte[] {-1})))
                .startsWith("malformed at null: expected a message test.v1.Envelope, but found text that is not UTF-8");
    }

    @Test
    void textOfProto2IsCheckedToo() throws Exception {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Old");
        message.addField(ProtobufSchemas.field("id", 1, Type.TYPE_STRING, null).setLabel(Label.LABEL_REQUIRED));
        message.addField(
                ProtobufSchemas.field("count", 2, Type.TYPE_INT32, null).setDefaultValue("5"));
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("old.proto")
                .setPackage("test")
                .setSyntax("proto2")
                .addMessageType(message)
                .build();
        Payloads payloads = payloads(
                "record<id string, count int>",
                "test.Old",
                ProtobufSchemas.set(file).toByteArray(),
                UnknownFields.IGNORE,
                DuplicateKeys.REJECT);

        assertThat(payloads.decode(wire(out -> out.writeString(1, "a"))).get(0).taken())
                .isEqualTo("{id: \"a\", count: 5}");
        assertThat(payloads.decode(wire(out -> out.writeByteArray(1, new byte[] {-1})))
                        .get(0)
                        .rejection()
                        .message())
                .contains("text that is not UTF-8");
        assertThat(payloads.decode(new byte[0]).get(0).rejection()).satisfies(why -> {
            assertThat(why.kind().label()).isEqualTo("missing-field");
            assertThat(why.fieldPath()).isEqualTo("id");
        });
    }

    @Test
    void aNameTwiceInAMapIsRejectedUnlessTheLastWins() throws Exception {
        byte[] entry = {10, 1, 'a', 17, 0, 0, 0, 0, 0, 0, 0, 0};
        Fields twice = out -> {
            out.writeByteArray(10, entry);
            out.writeByteArray(10, entry);
        };
        assertThat(decoded(twice)).startsWith("malformed at byId{0}: expected each name once in a map");
        assertThat(envelopes(UnknownFields.IGNORE, DuplicateKeys.LAST)
                        .decode(wire(twice))
                        .get(0)
                        .taken())
                .contains("byId: {\"a\": 0.0}");
    }

    @Test
    void aFieldOfTheDescriptorThatTheSchemaDoesNotKnowIsUnknownByItsName() throws Exception {
        Fields fields = out -> {
            out.writeFixed64(12, -1);
            out.writeMessage(13, ProtobufSchemas.timestamp(1, 0));
            out.writeUInt32(77, 5);
        };
        assertThat(envelopes(UnknownFields.CAPTURE, DuplicateKeys.REJECT)
                        .decode(wire(fields))
                        .get(0)
                        .taken())
                .endsWith("_rescued: \"{\\\"extra\\\":18446744073709551615,\\\"more\\\":[{\\\"seconds\\\":1}],"
                        + "\\\"#77\\\":[5]}\"}");
        Payloads ignoring = envelopes(UnknownFields.IGNORE, DuplicateKeys.REJECT);
        ignoring.decode(wire(fields));
        assertThat(ignoring.dropped()).isEqualTo(Map.of("extra", 1L, "more", 1L, "#77", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record<n string>        | field 'n': the message's field is of the type sint32, which does not become a string",
                "record<numbers int>     | field 'numbers': the message's field is of the type repeated int32, which does not become an int",
                "record<n array<int>>    | field 'n': the message's field is of the type sint32, which does not become an array",
                "record<by_id array<double>> | field 'by_id': the message's field is of the type map, which does not become an array",
                "record<when record<epoch long>> | field 'when.epoch': the message google.protobuf.Timestamp has no such field, and without one there is no value",
                "record<when string>     | field 'when': the message's field is of the type google.protobuf.Timestamp, which does not become a string",
                "record<nothing int>     | field 'nothing': the message test.v1.Envelope has no such field, and without one there is no value",
            })
    void aSchemaThatTheMessageCannotFillIsRefused(String schema, String message) {
        assertThatThrownBy(() ->
                        payloads(schema, "test.v1.Envelope", envelopeSet(), UnknownFields.IGNORE, DuplicateKeys.REJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aMessageThatTheSetDoesNotHaveIsRefusedWithTheNamesOfThoseItHas() {
        assertThatThrownBy(() -> MessageTypes.parse(envelopeSet()).find("Envelope"))
                .hasMessage("expected a message of the descriptor set, which are test.v1.Envelope, but got 'Envelope'");
    }

    @Test
    void whatIsNoWholeDescriptorSetIsRefused() {
        assertThatThrownBy(() -> MessageTypes.parse("syntax = \"proto3\";".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("it is not a descriptor set, as protoc --descriptor_set_out writes it: ");
        byte[] alone = ProtobufSchemas.set(envelope()).toByteArray();
        assertThatThrownBy(() -> MessageTypes.parse(alone))
                .hasMessage(
                        "it does not hold google/protobuf/wrappers.proto, which envelope.proto imports; make it with"
                                + " protoc --include_imports");
        assertThatThrownBy(() -> MessageTypes.parse(new byte[0]))
                .hasMessage("it is a descriptor set without any message");
    }
}
