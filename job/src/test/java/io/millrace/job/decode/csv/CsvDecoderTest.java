package io.millrace.job.decode.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.CsvDelimiter;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DecoderContract;
import io.millrace.job.decode.Payloads;
import io.millrace.job.decode.Payloads.Result;
import io.millrace.job.record.CsvFrames;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.ErrorKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvDecoderTest extends DecoderContract {

    private static final CsvRecordsConfig HEADER = new CsvRecordsConfig(true, List.of(), CsvDelimiter.COMMA, null);
    private static final CsvRecordsConfig NO_HEADER = new CsvRecordsConfig(false, List.of(), CsvDelimiter.COMMA, null);
    private static final String SMALL = "record<id int, text string?, more map<int?>?>";

    @Override
    protected Decoder.Factory decoders(DecodeConfig config) {
        return decodersOf(SCHEMA, config);
    }

    @Override
    protected Decoder.Factory decodersOf(RecordSchema schema, DecodeConfig config) {
        return CsvDecoder.factory(config, schema);
    }

    @Override
    protected DecodeConfig config(UnknownFields unknown) {
        return config(HEADER, unknown, DuplicateKeys.REJECT);
    }

    private static DecodeConfig config(CsvRecordsConfig csv, UnknownFields unknown, DuplicateKeys duplicates) {
        return DecodeConfigs.with(RecordFormatConfig.of(csv), unknown, duplicates);
    }

    @Override
    protected byte[] encode(Map<String, Object> values) throws Exception {
        // The last record of a file need not end, and one that does loses nothing with its end.
        byte[] csv = CsvPayloads.withHeader(List.of(values), ',');
        return Arrays.copyOf(csv, csv.length - 1);
    }

    @Override
    protected String foundText() {
        return "text that is none";
    }

    /** A text or a number in the last cell may have been longer. */
    @Override
    protected boolean noticesEveryCut() {
        return false;
    }

    private static Payloads payloads(CsvRecordsConfig csv, UnknownFields unknown, DuplicateKeys duplicates) {
        DecodeConfig config = config(csv, unknown, duplicates);
        return new Payloads(config, CsvDecoder.factory(config, small()));
    }

    private static Payloads payloads(CsvRecordsConfig csv) {
        return payloads(csv, UnknownFields.IGNORE, DuplicateKeys.REJECT);
    }

    private static RecordSchema small() {
        return RecordSchema.of(new Schema.Parser().parse(ShortTypes.json(SMALL)));
    }

    private static List<String> rows(Payloads payloads, String csv) {
        return payloads.decode(csv.getBytes(UTF_8)).stream()
                .map(result -> result.row() != null
                        ? result.row()
                        : result.rejection().kind().label() + ": "
                                + result.rejection().message())
                .toList();
    }

    @Test
    void textInQuotesHoldsDelimitersQuotesAndLineEnds() {
        assertThat(rows(
                        payloads(HEADER),
                        "id,text,more\r\n1,\"a,b\",\r\n2,\"say \"\"hi\"\"\",\n3,\"two\nlines\r\n\",\n"))
                .containsExactly(
                        "{id: 1, text: \"a,b\", more: null}",
                        "{id: 2, text: \"say \\\"hi\\\"\", more: null}",
                        "{id: 3, text: \"two\\u000alines\\u000d\\u000a\", more: null}");
    }

    @Test
    void nothingIsNullAndEmptyTextInQuotesIsNot() {
        assertThat(rows(payloads(HEADER), "id,text,more\n1,,\n2,\"\",\n"))
                .containsExactly("{id: 1, text: null, more: null}", "{id: 2, text: \"\", more: null}");
        assertThat(rows(
                        payloads(new CsvRecordsConfig(true, List.of(), CsvDelimiter.COMMA, "NA")),
                        "id,text,more\n1,,NA\n2,\"NA\",NA\n3,NA,NA\n"))
                .containsExactly(
                        "{id: 1, text: \"\", more: null}",
                        "{id: 2, text: \"NA\", more: null}",
                        "{id: 3, text: null, more: null}");
    }

    @Test
    void theHeaderSaysWhichColumnIsWhich() {
        assertThat(rows(payloads(HEADER), "text,id\nx,1\n")).containsExactly("{id: 1, text: \"x\", more: null}");
        assertThat(rows(payloads(HEADER), "text\nx\n"))
                .containsExactly("missing-field: expected an int, but found no column for it, at byte 1");
    }

    @Test
    void withoutAHeaderColumnsAreTheSchemasOrThoseOfTheConfiguration() {
        assertThat(rows(payloads(NO_HEADER), "1,x,\n")).containsExactly("{id: 1, text: \"x\", more: null}");
        Payloads named = payloads(
                new CsvRecordsConfig(false, List.of("colour", "id"), new CsvDelimiter('\t'), null),
                UnknownFields.CAPTURE,
                DuplicateKeys.REJECT);
        assertThat(rows(named, "red\t7\n\"\"\t8\n"))
                .containsExactly(
                        "{id: 7, text: null, more: null, _rescued: \"{\\\"colour\\\":\\\"red\\\"}\"}",
                        "{id: 8, text: null, more: null, _rescued: \"{\\\"colour\\\":\\\"\\\"}\"}");
    }

    @Test
    void columnsThatLeaveOutWhatMustHaveAValueAreRefused() {
        CsvRecordsConfig csv = new CsvRecordsConfig(false, List.of("text"), CsvDelimiter.COMMA, null);
        assertThatThrownBy(() -> payloads(csv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a column for each field that must have a value, but id has none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,x            | malformed: expected 3 cells, but found 2 cells, at byte 3",
                "1,x,,          | malformed: expected 3 cells, but found 4 cells, at byte 5",
                "1,x\"y,        | malformed: expected a cell in quotes around quotes and line ends, but found '\"', at byte 3",
                "1,\"x\"y,      | malformed: expected ',' or the end of the record, but found 'y', at byte 5",
                "1,\"xy,        | malformed: expected '\"' at the end of a cell, but found the end of the record, at byte 6",
                "one,x,         | type-mismatch: expected an int, but found text that is none, at byte 0",
                "\"1\",x,       | {id: 1, text: \"x\", more: null}",
                "` 1,x,`        | type-mismatch: expected an int, but found text that is none, at byte 0",
                "2147483648,x,  | type-mismatch: expected an int, but found a number beyond the range of an int, at byte 0",
                ",x,            | missing-field: expected an int, but found null, at byte 0",
                "1,x,\"{\"\"a\"\":1,\"\"b\"\":null}\" | {id: 1, text: \"x\", more: {\"a\": 1, \"b\": null}}",
                "1,x,\"{\"\"a\"\":true}\" | type-mismatch: expected an int, but found a boolean, at byte 4",
                "1,x,{          | malformed: expected a name in quotes, but found the end of the record, at byte 4",
                "1,x,{}}        | malformed: expected nothing behind the JSON text, but found '}', at byte 4",
            })
    void aRecordIsTakenOrRejected(String record, String result) {
        String line = record.startsWith("` ") ? record.substring(1, record.length() - 1) : record;
        assertThat(rows(payloads(NO_HEADER), line + "\n")).containsExactly(result);
    }

    @Test
    void aLoneCarriageReturnIsNotAnEnd() {
        assertThat(rows(payloads(NO_HEADER), "1,x,\r2,y,\n"))
                .containsExactly("malformed: expected a cell in quotes around quotes and line ends, but found the byte"
                        + " 0x0D, at byte 4");
    }

    @Test
    void bytesThatAreNotUtf8RejectTheirRecordAlone() {
        byte[] csv = "1,x,\n2,?,\n3,z,\n".getBytes(UTF_8);
        csv[7] = (byte) 0xFF;
        assertThat(payloads(NO_HEADER).decode(csv))
                .extracting(result -> result.row() != null)
                .containsExactly(true, false, true);
    }

    @Test
    void whatFollowsAQuoteThatIsNotClosedIsNeverTakenForARecord() {
        assertThat(rows(payloads(NO_HEADER), "1,\"first\n2,middle,\nlast,\n"))
                .containsExactly(
                        "malformed: expected '\"' at the end of a cell, but found the end of the record, at byte 24");
        assertThat(rows(payloads(NO_HEADER), "1,x\"y,\n2,y,\n"))
                .as("a quote inside of text opens nothing")
                .hasSize(2)
                .element(1)
                .isEqualTo("{id: 2, text: \"y\", more: null}");
    }

    @Test
    void blankLinesAndAByteOrderMarkAreNoRecords() {
        assertThat(rows(payloads(HEADER), "\uFEFF\r\nid,text,more\n\n1,x,\n\r\n2,y,"))
                .containsExactly("{id: 1, text: \"x\", more: null}", "{id: 2, text: \"y\", more: null}");
        assertThat(rows(payloads(NO_HEADER), "\uFEFF1,x,\n")).containsExactly("{id: 1, text: \"x\", more: null}");
    }

    @Test
    void aHeaderThatCannotBeReadRejectsTheMessage() {
        for (String csv : List.of("", "\n\n", "id,\"text\n1,x\n", "id,text,id\n1,x,2\n")) {
            assertThat(payloads(HEADER).decode(csv.getBytes(UTF_8)))
                    .as(csv)
                    .singleElement()
                    .satisfies(result -> {
                        assertThat(result.rejection().kind()).isEqualTo(ErrorKind.MALFORMED);
                        assertThat(result.rejection().message()).contains("header");
                        assertThat(result.meta().index()).isEqualTo(-1);
                    });
        }
    }

    @Test
    void ofTwoColumnsForAFieldTheLastIsTakenWhereThatIsTheRule() {
        assertThat(rows(payloads(HEADER, UnknownFields.IGNORE, DuplicateKeys.LAST), "id,text,id\n1,x,2\n"))
                .containsExactly("{id: 2, text: \"x\", more: null}");
    }

    @Test
    void theHeaderGoesWithARecordSoThatItCanBeReadAlone() {
        Payloads payloads = payloads(HEADER);
        Result bad =
                payloads.decode("text,id\n\"one\ntwo\",x\n".getBytes(UTF_8)).get(0);
        assertThat(bad.rejection().fieldPath()).isEqualTo("id");

        byte[] mended =
                new String(bad.meta().ownBytes(), UTF_8).replace("x", "7").getBytes(UTF_8);
        assertThat(bad.meta().message().attributes()).containsExactly(Map.entry(CsvFrames.HEADER_ATTRIBUTE, "text,id"));
        assertThat(payloads.decode(mended, bad.meta().message().attributes()))
                .extracting(Result::row)
                .containsExactly("{id: 7, text: \"one\\u000atwo\", more: null}");
    }

    @Test
    void booleansNumbersAndTimesAreReadAsTheyAreCommonlyWritten() {
        RecordSchema schema = RecordSchema.of(new Schema.Parser()
                .parse(ShortTypes.json("record<b boolean, f double, t timestamp-millis, d date, n decimal(5,2)>")));
        DecodeConfig config = config(NO_HEADER, UnknownFields.IGNORE, DuplicateKeys.REJECT);
        Payloads payloads = new Payloads(config, CsvDecoder.factory(config, schema));
        assertThat(rows(
                        payloads,
                        "true,1,2026-01-02T03:04:05Z,2026-01-02,1.5\nTRUE,-Infinity,1767323045000,20455,-1\n"))
                .containsExactly(
                        "{b: true, f: 1.0, t: 2026-01-02T03:04:05Z, d: 2026-01-02, n: 1.50}",
                        "{b: true, f: -Infinity, t: 2026-01-02T03:04:05Z, d: 2026-01-02, n: -1.00}");
        assertThat(rows(payloads, "yes,1,0,0,0\ntrue,0x1,0,0,0\ntrue,1,now,0,0\ntrue,1,0,1.5,0\ntrue,1,0,0,1e\n"))
                .allSatisfy(row -> assertThat(row).startsWith("type-mismatch: "));
    }
}
