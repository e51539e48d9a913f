package io.millrace.job.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.decode.Payloads.Result;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * What every decoder does, whatever the format: a value fits its field exactly or its record is rejected alone, with the
 * field's path, what was expected and what was found.
 */
public abstract class DecoderContract {

    /** The schema of the pipeline. */
    protected static final RecordSchema SCHEMA = RecordSchema.of(new Schema.Parser()
            .parse(ShortTypes.json("record<id string, total long, unsigned decimal(20,0), price decimal(12,2)?,"
                    + " at timestamp-micros, kind enum(RED,GREEN)?, geo record<city string, lat double?>?,"
                    + " tags array<string>, counts map<long>, count int>")));

    private static final String GOOD_ROW =
            "{id: \"größe\", total: 9223372036854775807, unsigned: 18446744073709551615, price: 12.50,"
                    + " at: 2026-03-01T12:30:00.123456Z, kind: \"GREEN\", geo: {city: \"東京\", lat: 35.5},"
                    + " tags: [\"a\", \"\"], counts: {\"x\": -1}, count: -2147483648}";

    /** Decoders of {@link #SCHEMA}. */
    protected abstract Decoder.Factory decoders(DecodeConfig config);

    /** The defaults of the format, but for what happens to unknown fields. */
    protected abstract DecodeConfig config(UnknownFields unknown);

    /**
     * A message with one record, written by a library of the format.
     *
     * @param values by field; text, numbers of every width, instants, lists, maps and null, whatever the schema says
     */
    protected abstract byte[] encode(Map<String, Object> values) throws Exception;

    /** What is found where text stands and a number should. */
    protected abstract String foundText();

    /** The expectations of {@code an int} and others, where the format has its own words. */
    protected String expected(String byDefault) {
        return byDefault;
    }

    /** How an unknown field is named. */
    protected String unknownName(String name) {
        return name;
    }

    /** The unknown field with the value {@code red}, as it is rescued. */
    protected String rescued() {
        return "{\\\"colour\\\":\\\"red\\\"}";
    }

    /** True when a message that is cut off anywhere is seen to be; otherwise it may be another, shorter one. */
    protected boolean noticesEveryCut() {
        return true;
    }

    /** A number that does not fit an int, as far as the format can say one. */
    protected Object beyondInt() {
        return 2_147_483_648L;
    }

    private Payloads payloads(UnknownFields unknown) {
        return new Payloads(config(unknown), decoders(config(unknown)));
    }

    private Payloads payloads() {
        return payloads(UnknownFields.IGNORE);
    }

    /** A record with every kind of value. */
    protected static Map<String, Object> good() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", "größe");
        values.put("total", Long.MAX_VALUE);
        values.put("unsigned", new BigInteger("18446744073709551615"));
        values.put("price", new BigDecimal("12.50"));
        values.put("at", Instant.parse("2026-03-01T12:30:00.123456Z"));
        values.put("kind", "GREEN");
        values.put("geo", new LinkedHashMap<>(Map.of("city", "東京", "lat", 35.5)));
        values.put("tags", List.of("a", ""));
        values.put("counts", new LinkedHashMap<>(Map.of("x", -1L)));
        values.put("count", Integer.MIN_VALUE);
        return values;
    }

    private static Map<String, Object> goodBut(String field, Object value) {
        Map<String, Object> values = good();
        values.put(field, value);
        return values;
    }

    private static Map<String, Object> goodButGeo(Map<String, Object> geo) {
        return goodBut("geo", geo);
    }

    @Test
    final void everyKindOfValueComesThroughExactly() throws Exception {
        assertThat(payloads().decode(encode(good()))).singleElement().satisfies(result -> assertThat(result.taken())
                .isEqualTo(GOOD_ROW));
    }

    @Test
    final void whatMayBeNullIsNull() throws Exception {
        Map<String, Object> values = good();
        values.put("price", null);
        values.put("kind", null);
        values.put("geo", null);

        assertThat(payloads().decode(encode(values))).singleElement().satisfies(result -> assertThat(result.taken())
                .contains("price: null", "kind: null", "geo: null"));
    }

    @Test
    final void aValueOfAnotherTypeRejectsItsRecord() throws Exception {
        reject(goodBut("count", "many"), ErrorKind.TYPE_MISMATCH, "count", expected("an int"), foundText());
    }

    @Test
    final void aValueOfAnotherTypeInARecordIsNamedByItsPath() throws Exception {
        Map<String, Object> geo = new LinkedHashMap<>();
        geo.put("city", "x");
        geo.put("lat", "north");

        Rejection why = rejected(goodButGeo(geo));

        assertThat(why.kind()).isEqualTo(ErrorKind.TYPE_MISMATCH);
        assertThat(why.fieldPath()).isEqualTo("geo.lat");
        assertThat(why.expected()).isEqualTo("a double");
    }

    @Test
    final void aNumberBeyondItsRangeRejectsItsRecord() throws Exception {
        Rejection why = rejected(goodBut("count", beyondInt()));

        assertThat(why.fieldPath()).isEqualTo("count");
        assertThat(why.kind()).isEqualTo(ErrorKind.TYPE_MISMATCH);
        assertThat(why.expected()).isEqualTo("an int");
    }

    @Test
    final void aDecimalWithTooManyDigitsRejectsItsRecord() throws Exception {
        Rejection large = rejected(goodBut("price", new BigDecimal("10000000000.00")));
        Rejection fine = rejected(goodBut("price", new BigDecimal("0.001")));

        assertThat(List.of(large, fine)).allSatisfy(why -> {
            assertThat(why.kind()).isEqualTo(ErrorKind.TYPE_MISMATCH);
            assertThat(why.fieldPath()).isEqualTo("price");
            assertThat(why.expected()).isEqualTo("a decimal(12, 2)");
        });
        assertThat(large.actual()).isEqualTo("a number with more than 10 digits before the decimal point");
        assertThat(fine.actual()).isEqualTo("a number with more than 2 digits after the decimal point");
    }

    @Test
    final void aSymbolThatTheEnumDoesNotHaveRejectsItsRecord() throws Exception {
        Rejection why = rejected(goodBut("kind", "BLUE"));

        assertThat(why.kind()).isEqualTo(ErrorKind.TYPE_MISMATCH);
        assertThat(why.fieldPath()).isEqualTo("kind");
        assertThat(why.expected()).isEqualTo("one of the symbols RED, GREEN");
    }

    @Test
    final void nullWhereAValueMustBeRejectsItsRecord() throws Exception {
        Rejection why = rejected(goodBut("id", null));
        assertThat(why.kind()).isEqualTo(ErrorKind.MISSING_FIELD);
        assertThat(why.fieldPath()).isEqualTo("id");

        Map<String, Object> geo = new LinkedHashMap<>();
        geo.put("city", null);
        geo.put("lat", 1.5);
        Rejection inside = rejected(goodButGeo(geo));
        assertThat(inside.kind()).isEqualTo(ErrorKind.MISSING_FIELD);
        assertThat(inside.fieldPath()).isEqualTo("geo.city");
    }

    @Test
    final void anUnknownFieldIsDroppedAndCounted() throws Exception {
        Payloads payloads = payloads(UnknownFields.IGNORE);
        Map<String, Object> geo = new LinkedHashMap<>(Map.of("city", "x", "lat", 1.5, "zip", "1"));
        Map<String, Object> values = goodButGeo(geo);
        values.put("colour", "red");

        payloads.decode(encode(values)).forEach(Result::taken);
        payloads.decode(encode(goodBut("colour", "blue"))).forEach(Result::taken);

        assertThat(payloads.dropped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(unknownName("colour"), 2L, "geo." + unknownName("zip"), 1L));
    }

    @Test
    final void anUnknownFieldIsCapturedAsJson() throws Exception {
        Payloads payloads = payloads(UnknownFields.CAPTURE);
        assertThat(payloads.schema().rowType().getFieldNames()).endsWith("count", "_rescued");

        assertThat(payloads.decode(encode(goodBut("colour", "red"))))
                .singleElement()
                .satisfies(result -> assertThat(result.taken()).endsWith("_rescued: \"" + rescued() + "\"}"));
        assertThat(payloads.decode(encode(good()))).singleElement().satisfies(result -> assertThat(result.taken())
                .endsWith("_rescued: null}"));
        assertThat(payloads.decode(
                        encode(goodButGeo(new LinkedHashMap<>(Map.of("city", "x", "lat", 1.5, "zip", "1"))))))
                .singleElement()
                .satisfies(result -> assertThat(result.taken()).contains("{\\\"geo." + unknownName("zip") + "\\\":"));
    }

    @Test
    final void anUnknownFieldRejectsItsRecordWhereItIsRefused() throws Exception {
        Payloads payloads = payloads(UnknownFields.REJECT);

        Rejection why = payloads.decode(encode(goodBut("colour", "red"))).get(0).rejection();
        assertThat(why.kind()).isEqualTo(ErrorKind.UNKNOWN_FIELD);
        assertThat(why.fieldPath()).isEqualTo(unknownName("colour"));

        Rejection inside = payloads.decode(
                        encode(goodButGeo(new LinkedHashMap<>(Map.of("city", "x", "lat", 1.5, "zip", "1")))))
                .get(0)
                .rejection();
        assertThat(inside.kind()).isEqualTo(ErrorKind.UNKNOWN_FIELD);
        assertThat(inside.fieldPath()).isEqualTo("geo." + unknownName("zip"));

        payloads.decode(encode(good())).forEach(Result::taken);
    }

    @Test
    final void theColumnOfRescuedFieldsMustNotBeTaken() {
        DecodeConfig config = config(UnknownFields.CAPTURE);
        assertThatThrownBy(() -> decodersOf(RecordSchema.of(SCHEMA.withRescued().avro()), config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a field '_rescued' of its own");
    }

    /** Decoders of another schema. */
    protected abstract Decoder.Factory decodersOf(RecordSchema schema, DecodeConfig config);

    @Test
    final void aRecordThatIsCutOffIsRejectedOrAnotherRecord() throws Exception {
        Payloads payloads = payloads();
        byte[] whole = encode(good());
        for (int length = 0; length < whole.length; length++) {
            for (Result result : payloads.decode(Arrays.copyOf(whole, length))) {
                assertThat(result.row()).as(length + " of " + whole.length).isNotEqualTo(GOOD_ROW);
                assertThat(result.row() == null || !noticesEveryCut()).isTrue();
            }
        }
        assertThat(payloads.decode(whole)).singleElement().satisfies(result -> assertThat(result.taken())
                .isEqualTo(GOOD_ROW));
    }

    @Test
    final void bytesBehindTheRecordRejectIt() throws Exception {
        byte[] whole = encode(good());
        byte[] more = Arrays.copyOf(whole, whole.length + 1);

        assertThat(payloads().decode(more)).singleElement().satisfies(result -> assertThat(result.rejection())
                .isNotNull());
    }

    @Test
    final void anyBytesAreRowsOrRejections() throws Exception {
        Payloads payloads = payloads(UnknownFields.CAPTURE);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            judge(payloads.decode(bytes));
        }
        List<byte[]> samples = List.of(encode(good()), encode(goodBut("colour", "red")));
        for (int i = 0; i < 20_000; i++) {
            judge(payloads.decode(damaged(samples.get(i % samples.size()), random)));
        }
        assertThat(payloads.decode(samples.get(0))).singleElement().satisfies(result -> assertThat(result.taken())
                .startsWith(GOOD_ROW.substring(0, GOOD_ROW.length() - 1)));
    }

    private static void judge(List<Result> results) {
        for (Result result : results) {
            assertThat(result.row() == null).isEqualTo(result.rejection() != null);
            if (result.rejection() != null) {
                assertThat(result.rejection().message()).isNotBlank().hasSizeLessThan(2_000);
                assertThat(result.rejection().stage()).isEqualTo(Stage.DECODE);
            }
        }
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int length = random.nextInt(bytes.length - at);
                    bytes = Arrays.copyOf(bytes, bytes.length + length);
                    System.arraycopy(bytes, at, bytes, bytes.length - length, length);
                }
            }
        }
        return bytes;
    }

    @Test
    final void afterARejectionTheNextRecordIsDecodedAsEver() throws Exception {
        Payloads payloads = payloads();
        Map<String, Object> geo = new LinkedHashMap<>();
        geo.put("city", "half");
        geo.put("lat", "north");
        assertThat(payloads.decode(encode(goodButGeo(geo))).get(0).rejection()).isNotNull();

        assertThat(payloads.decode(encode(good()))).singleElement().satisfies(result -> assertThat(result.taken())
                .isEqualTo(GOOD_ROW));
    }

    private void reject(Map<String, Object> values, ErrorKind kind, String path, String expected, String actual)
            throws Exception {
        Rejection why = rejected(values);
        assertThat(why.kind()).as(why.toString()).isEqualTo(kind);
        assertThat(why.fieldPath()).isEqualTo(path);
        assertThat(why.expected()).isEqualTo(expected);
        assertThat(why.actual()).isEqualTo(actual);
        assertThat(why.message())
                .startsWith("expected " + expected + ", but found " + actual)
                .contains("at byte ");
    }

    private Rejection rejected(Map<String, Object> values) throws Exception {
        List<Result> results = payloads().decode(encode(values));
        assertThat(results).singleElement().satisfies(result -> assertThat(result.rejection())
                .as(result.row())
                .isNotNull());
        return results.get(0).rejection();
    }
}
