package io.millrace.job.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AvroRecordsConfig;
import io.millrace.job.config.AvroRecordsConfig.Encoding;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DecoderContract;
import io.millrace.job.decode.Payloads;
import io.millrace.job.decode.Payloads.Result;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.ErrorKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers, under the contract; the other encodings and Avro's rules of resolution beside it. */
final class AvroDecoderTest extends DecoderContract {

    @Override
    protected Decoder.Factory decoders(DecodeConfig config) {
        return decodersOf(SCHEMA, config);
    }

    @Override
    protected Decoder.Factory decodersOf(RecordSchema schema, DecodeConfig config) {
        return AvroDecoder.factory(config, schema, List.of());
    }

    @Override
    protected DecodeConfig config(UnknownFields unknown) {
        return config(Encoding.CONTAINER, unknown);
    }

    private static DecodeConfig config(Encoding encoding, UnknownFields unknown) {
        AvroRecordsConfig avro = new AvroRecordsConfig(encoding, List.of());
        return DecodeConfigs.with(RecordFormatConfig.of(avro), unknown, DuplicateKeys.REJECT);
    }

    @Override
    protected byte[] encode(Map<String, Object> values) throws Exception {
        return AvroPayloads.container(AvroPayloads.record(values, SCHEMA.avro()));
    }

    @Override
    protected String foundText() {
        return "a string";
    }

    private static Schema parse(String shortForm) {
        String json = ShortTypes.json(shortForm).replaceFirst("\"R\\d+\"", "\"Event\"");
        return new Schema.Parser()
                .parse(json.replaceAll("\"E\\d+\"", "\"Symbol\"").replaceAll("\"F\\d+\"", "\"Fixed\""));
    }

    private static Payloads payloads(Encoding encoding, Schema reader, List<Schema> writers) {
        DecodeConfig config = config(encoding, UnknownFields.IGNORE);
        return new Payloads(config, AvroDecoder.factory(config, RecordSchema.of(reader), writers));
    }

    /** What one value written as one type becomes when it is read as another. */
    private static String resolved(String writer, Object value, String reader) throws Exception {
        Schema written = parse("record<f " + writer + ">");
        GenericRecord record = new GenericData.Record(written);
        Schema type = written.getField("f").schema();
        record.put(0, type.getType() == Schema.Type.ENUM ? new GenericData.EnumSymbol(type, value) : value);
        Result result = payloads(Encoding.RAW, parse("record<f " + reader + ">"), List.of(written))
                .decode(AvroPayloads.raw(record))
                .get(0);
        return result.row() != null
                ? result.row()
                : result.rejection().kind().label() + ": " + result.rejection().message();
    }

    @Test
    void numbersAreWidenedAndTextAndBytesAreEachOther() throws Exception {
        assertThat(resolved("int", -7, "long")).isEqualTo("{f: -7}");
        assertThat(resolved("int", 7, "double?")).isEqualTo("{f: 7.0}");
        assertThat(resolved("long", 7L, "float")).isEqualTo("{f: 7.0}");
        assertThat(resolved("float", 1.5f, "double")).isEqualTo("{f: 1.5}");
        assertThat(resolved("string", "a", "bytes")).isEqualTo("{f: 0x61}");
        assertThat(resolved("bytes", ByteBuffer.wrap(new byte[] {'a'}), "string"))
                .isEqualTo("{f: \"a\"}");
        assertThat(resolved("bytes", ByteBuffer.wrap(new byte[] {-1}), "string"))
                .isEqualTo("malformed: expected UTF-8 text, but found bytes that are not UTF-8, at byte 1");
    }

    @Test
    void timesOfOtherUnitsAreConvertedExactly() throws Exception {
        assertThat(resolved("timestamp-millis", -1L, "timestamp-micros")).isEqualTo("{f: 1969-12-31T23:59:59.999Z}");
        assertThat(resolved("timestamp-micros", -1L, "timestamp-millis")).isEqualTo("{f: 1969-12-31T23:59:59.999Z}");
        assertThat(resolved("time-millis", 1_500, "time-micros")).isEqualTo("{f: 00:00:01.500}");
        assertThat(resolved("long", 1_000_000L, "timestamp-micros")).isEqualTo("{f: 1970-01-01T00:00:01Z}");
        assertThat(resolved("timestamp-micros", 7L, "long")).isEqualTo("{f: 7}");
        assertThat(resolved("timestamp-millis", Long.MAX_VALUE, "timestamp-micros"))
                .isEqualTo("type-mismatch: expected a timestamp, but found a number beyond the range of a long, at byte"
                        + " 0");
        assertThat(resolved("int", 86_400_000, "time-millis"))
                .isEqualTo("type-mismatch: expected a time of day, but found a number that is none, at byte 0");
    }

    @Test
    void nanosecondsThatThisVersionOfAvroDoesNotKnowAreCutToMicroseconds() throws Exception {
        Schema writer = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Event\",\"fields\":[{\"name\":\"f\",\"type\":"
                        + "{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}}]}");
        GenericRecord record = new GenericRecordBuilder(writer).set("f", 1_999L).build();

        assertThat(payloads(Encoding.RAW, parse("record<f timestamp-micros>"), List.of(writer))
                        .decode(AvroPayloads.raw(record)))
                .extracting(Result::row)
                .containsExactly("{f: 1970-01-01T00:00:00.000001Z}");
    }

    @Test
    void aSymbolThatTheReaderDoesNotHaveIsRejectedOrItsDefault() throws Exception {
        assertThat(resolved("enum(A,B)", "A", "enum(B,A)")).isEqualTo("{f: \"A\"}");
        assertThat(resolved("enum(A,B)", "B", "enum(A)"))
                .isEqualTo("type-mismatch: expected one of the symbols A, but found a symbol that is none of them, at"
                        + " byte 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record<f string> | record<f int>      | field 'f': Found string, expecting int",
                "record<f long>   | record<f int>      | field 'f': Found long, expecting int",
                "record<g int>    | record<f int>      | Found Event, expecting Event, missing required field f",
                "record<f record<a date>> | record<f record<a time-millis>> | field 'f.a': a date does not become a time-millis, which counts another kind of time",
                "record<f timestamp-micros> | record<f local-timestamp-micros> | field 'f': a timestamp-micros does not become a local-timestamp-micros, which counts another kind of time",
                "record<f array<string>> | record<f array<int>> | field 'f[]': Found string, expecting int",
            })
    void whatAvroCannotResolveIsRefusedBeforeAnyRecord(String writer, String reader, String message) {
        assertThatThrownBy(() -> payloads(Encoding.RAW, parse(reader), List.of(parse(writer))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void fieldsMayComeInAnotherOrderUnderAnAliasOrNotAtAll() throws Exception {
        Schema reader = new Schema.Parser()
                .parse(
                        """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "id", "type": "string", "aliases": ["key"]},
                  {"name": "tags", "type": {"type": "array", "items": "string"}, "default": ["none"]},
                  {"name": "count", "type": "long"}]}""");
        Schema writer = parse("record<count int, key string>");
        GenericRecord record =
                new GenericRecordBuilder(writer).set("count", 3).set("key", "k").build();

        assertThat(payloads(Encoding.CONTAINER, reader, List.of()).decode(AvroPayloads.container(record)))
                .extracting(Result::row)
                .containsExactly("{id: \"k\", tags: [\"none\"], count: 3}");
    }

    @Test
    void aSingleObjectIsReadWithTheSchemaOfItsFingerprint() throws Exception {
        Schema v2 = parse("record<id string, more int = 7>");
        Schema v1 = parse("record<id string>");
        Schema v0 = parse("record<id bytes>");
        Payloads payloads = payloads(Encoding.SINGLE_OBJECT, v2, List.of(v1));
        GenericRecord old = new GenericRecordBuilder(v1).set("id", "a").build();
        GenericRecord now =
                new GenericRecordBuilder(v2).set("id", "b").set("more", 1).build();
        GenericRecord other = new GenericRecordBuilder(v0)
                .set("id", ByteBuffer.wrap(new byte[1]))
                .build();

        assertThat(payloads.decode(AvroPayloads.singleObject(old)).get(0).taken())
                .isEqualTo("{id: \"a\", more: 7}");
        assertThat(payloads.decode(AvroPayloads.singleObject(now)).get(0).taken())
                .isEqualTo("{id: \"b\", more: 1}");
        assertThat(payloads.decode(AvroPayloads.singleObject(other))
                        .get(0)
                        .rejection()
                        .message())
                .startsWith("expected the fingerprint of a schema in decode.format.avro.writer-schemas, but found the"
                        + " fingerprint ");
        assertThat(payloads.decode(AvroPayloads.raw(now)).get(0).rejection().message())
                .startsWith("expected a single object of Avro, which begins with C3 01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void aContainerGivesEachOfItsRecordsWhateverItsCodec(String codec) throws Exception {
        Schema schema = parse("record<n int, text string>");
        List<GenericRecord> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(new GenericRecordBuilder(schema)
                    .set("n", i)
                    .set("text", "text ".repeat(i % 7))
                    .build());
        }
        byte[] bytes = AvroPayloads.container(schema, records, CodecFactory.fromString(codec), 300);

        List<Result> results = payloads(Encoding.CONTAINER, schema, List.of()).decode(bytes);

        assertThat(results).hasSize(500);
        for (int i = 0; i < 500; i++) {
            assertThat(results.get(i).taken()).isEqualTo("{n: " + i + ", text: \"" + "text ".repeat(i % 7) + "\"}");
            assertThat(results.get(i).meta().index()).isEqualTo(i);
        }
    }

    @Test
    void aBadRecordOfAContainerIsRejectedAloneAndCanBeReadAlone() throws Exception {
        Schema writer = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Event\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"int\"]}]}");
        List<GenericRecord> records = new ArrayList<>();
        for (Integer n : new Integer[] {1, null, 3}) {
            records.add(new GenericRecordBuilder(writer).set("n", n).build());
        }
        byte[] bytes = AvroPayloads.container(writer, records, CodecFactory.nullCodec(), 1000);

        List<Result> results =
                payloads(Encoding.CONTAINER, parse("record<n int>"), List.of()).decode(bytes);

        assertThat(results).extracting(Result::row).containsExactly("{n: 1}", null, "{n: 3}");
        Result bad = results.get(1);
        assertThat(bad.rejection().kind()).isEqualTo(ErrorKind.MISSING_FIELD);
        assertThat(payloads(Encoding.CONTAINER, parse("record<n int?>"), List.of())
                        .decode(bad.meta().ownBytes(), bad.meta().message().attributes()))
                .extracting(Result::row)
                .containsExactly("{n: null}");
    }

    @Test
    void aContainerThatGrowsBeyondTheLargestSizeIsRejected() throws Exception {
        Schema schema = parse("record<text string>");
        GenericRecord large = new GenericRecordBuilder(schema)
                .set("text", "0".repeat(17 << 20))
                .build();
        for (String codec : List.of("deflate", "snappy", "zstandard")) {
            byte[] bytes = AvroPayloads.container(schema, List.of(large), CodecFactory.fromString(codec), 1000);
            assertThat(payloads(Encoding.CONTAINER, schema, List.of()).decode(bytes))
                    .singleElement()
                    .satisfies(result -> assertThat(result.rejection().message())
                            .endsWith("more than decode.max-record-size allows"));
        }
    }

    @Test
    void lengthsThatClaimMoreThanThereIsAllocateNothing() {
        Schema schema = parse("record<text string, list array<int>>");
        Payloads payloads = payloads(Encoding.RAW, schema, List.of());
        // A text of 2 GiB; a text, and an array with 2^40 elements.
        byte[] text = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        byte[] array = {0, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40};
        assertThat(payloads.decode(text).get(0).rejection().message())
                .isEqualTo("expected bytes, but found a length beyond the end of the record, at byte 0");
        assertThat(payloads.decode(array).get(0).rejection().message())
                .startsWith("expected at most as many elements as the record has bytes, but found more of them");
    }

    @Test
    void aNameTwiceInAMapIsRejectedUnlessTheLastWins() throws Exception {
        Schema schema = parse("record<f map<int>>");
        byte[] twice = {4, 2, 'a', 2, 2, 'a', 4, 0};
        assertThat(payloads(Encoding.RAW, schema, List.of())
                        .decode(twice)
                        .get(0)
                        .rejection()
                        .message())
                .isEqualTo("expected each name once in a map, but found a name for the second time, at byte 4");
        DecodeConfig last = DecodeConfigs.with(
                RecordFormatConfig.of(new AvroRecordsConfig(Encoding.RAW, List.of())),
                UnknownFields.IGNORE,
                DuplicateKeys.LAST);
        assertThat(new Payloads(last, AvroDecoder.factory(last, RecordSchema.of(schema), List.of())).decode(twice))
                .extracting(Result::row)
                .containsExactly("{f: {\"a\": 2}}");
    }

    @Test
    void everyKindOfUnknownValueIsRescuedAsJson() throws Exception {
        Schema writer =
                parse("record<id int, a boolean, b bytes, c array<double>, d map<string?>, e enum(X), g record<h"
                        + " long>, n fixed(2)>");
        GenericRecord record = new GenericRecordBuilder(writer)
                .set("id", 1)
                .set("a", true)
                .set("b", ByteBuffer.wrap(new byte[] {1, 2}))
                .set("c", List.of(1.5, Double.NaN))
                .set("d", Collections.singletonMap("k\n", null))
                .set("e", new GenericData.EnumSymbol(writer.getField("e").schema(), "X"))
                .set(
                        "g",
                        new GenericRecordBuilder(writer.getField("g").schema())
                                .set("h", 9L)
                                .build())
                .set("n", new GenericData.Fixed(writer.getField("n").schema(), new byte[] {0, 1}))
                .build();
        DecodeConfig config = config(Encoding.CONTAINER, UnknownFields.CAPTURE);
        Payloads payloads =
                new Payloads(config, AvroDecoder.factory(config, RecordSchema.of(parse("record<id int>")), List.of()));

        assertThat(payloads.decode(AvroPayloads.container(record)).get(0).taken())
                .isEqualTo("{id: 1, _rescued: \"{\\\"a\\\":true,\\\"b\\\":\\\"AQI=\\\",\\\"c\\\":[1.5,\\\"NaN\\\"],"
                        + "\\\"d\\\":{\\\"k\\\\u000a\\\":null},\\\"e\\\":\\\"X\\\",\\\"g\\\":{\\\"h\\\":9},"
                        + "\\\"n\\\":\\\"AAE=\\\"}\"}");
    }
}
