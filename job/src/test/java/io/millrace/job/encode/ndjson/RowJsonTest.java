package io.millrace.job.encode.ndjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RecordSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowJsonTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L, -9_007_199_254_740_993L})
    void longsKeepAllTheirDigits(long value) {
        assertThat(json("\"long\"", value)).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @CsvSource({
        "9, 2, 0.05, 0.05",
        "9, 2, -0.05, -0.05",
        "9, 2, 1234567.80, 1234567.80",
        "9, 0, -7, -7",
        "9, 9, 0.000000001, 0.000000001",
        "18, 18, -0.999999999999999999, -0.999999999999999999",
        "18, 6, 999999999999.999999, 999999999999.999999",
        "38, 10, -9999999999999999999999999999.9999999999, -9999999999999999999999999999.9999999999",
        "38, 0, 99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
        "38, 38, 0.00000000000000000000000000000000000001, 0.00000000000000000000000000000000000001",
        "19, 1, -0.1, -0.1",
        "19, 1, 0.0, 0.0",
    })
    void decimalsAreNumbersWithEveryDigitOfTheirScale(int precision, int scale, BigDecimal value, String json) {
        String type = "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":" + precision + ",\"scale\":"
                + scale + "}";

        assertThat(json(type, DecimalData.fromBigDecimal(value, precision, scale)))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.0, -0.0",
        "1.0E10, 1.0E10",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "4.9E-324, 4.9E-324",
        "2.0E-3, 0.002",
        "NaN, '\"NaN\"'",
        "Infinity, '\"Infinity\"'",
        "-Infinity, '\"-Infinity\"'"
    })
    void doublesAreTheShortestNumberThatReadsBackTheSameAndTextWhereJsonHasNone(double value, String json) {
        assertThat(json("\"double\"", value)).isEqualTo(json);
    }

    @Test
    void floatsAreShortAsFloats() {
        assertThat(json("\"float\"", 0.1f)).isEqualTo("0.1");
        assertThat(json("\"float\"", Float.NaN)).isEqualTo("\"NaN\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-02-28T23:59:59.000001Z",
                "2024-02-29T12:00:00.5Z",
                "2000-02-29T00:00:00Z",
                "1900-03-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "0000-12-31T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "-12345-06-07T08:09:10.111213Z",
                "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z",
                "+123456-07-08T09:10:11.121314Z"
            })
    void timestampsAreInstantsOfJavaTimeWithSixDigits(String text) {
        Instant instant = Instant.parse(text);
        String type = "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}";

        String json = json(type, TimestampData.fromInstant(instant));

        assertThat(json).matches("\".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"");
        assertThat(Instant.parse(json.substring(1, json.length() - 1))).isEqualTo(instant);
    }

    @Test
    void otherTimesHaveTheDigitsOfTheirUnit() {
        LocalDateTime local = LocalDateTime.parse("2026-03-02T06:07:08.009");

        assertThat(json("{\"type\":\"int\",\"logicalType\":\"date\"}", -1)).isEqualTo("\"1969-12-31\"");
        assertThat(json("{\"type\":\"int\",\"logicalType\":\"time-millis\"}", 86_399_999))
                .isEqualTo("\"23:59:59.999\"");
        assertThat(json("{\"type\":\"long\",\"logicalType\":\"time-micros\"}", 1L))
                .isEqualTo("\"00:00:00.000001\"");
        assertThat(json(
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                        TimestampData.fromLocalDateTime(local)))
                .isEqualTo("\"2026-03-02T06:07:08.009Z\"");
        assertThat(json(
                        "{\"type\":\"long\",\"logicalType\":\"local-timestamp-millis\"}",
                        TimestampData.fromLocalDateTime(local)))
                .isEqualTo("\"2026-03-02T06:07:08.009\"");
        assertThat(json(
                        "{\"type\":\"long\",\"logicalType\":\"local-timestamp-micros\"}",
                        TimestampData.fromLocalDateTime(local)))
                .isEqualTo("\"2026-03-02T06:07:08.009000\"");
    }

    @Test
    void textIsEscapedOnlyWhereJsonAsksForIt() {
        assertThat(json("\"string\"", StringData.fromString("a\"b\\c/d\b\f\n\r\t\u0000\u001f\u007fé東🎁\u2028")))
                .isEqualTo("\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé東🎁\u2028\"");
    }

    @Test
    void bytesAreBase64() {
        assertThat(json("\"bytes\"", new byte[] {-1, 0, 1, 2})).isEqualTo("\"/wABAg==\"");
        assertThat(json("\"bytes\"", new byte[0])).isEqualTo("\"\"");
    }

    @Test
    void nestedValuesAreJsonAndNullsAreWritten() {
        String inner = "{\"type\":\"record\",\"name\":\"Inner\",\"fields\":["
                + "{\"name\":\"a\",\"type\":[\"null\",\"int\"]},{\"name\":\"b\",\"type\":\"boolean\"}]}";
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(StringData.fromString("k\"1"), GenericRowData.of(null, true));
        map.put(StringData.fromString(""), null);

        assertThat(json("{\"type\":\"map\",\"values\":[\"null\"," + inner + "]}", new GenericMapData(map)))
                .isEqualTo("{\"k\\\"1\":{\"a\":null,\"b\":true},\"\":null}");
        assertThat(json(
                        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"int\"}}",
                        new GenericArrayData(
                                new Object[] {new GenericArrayData(new int[] {1, 2}), new GenericArrayData(new int[0])
                                })))
                .isEqualTo("[[1,2],[]]");
        assertThat(json("[\"null\",\"string\"]", null)).isEqualTo("null");
    }

    /** The JSON of a value of this type, in a row of one field. */
    private static String json(String type, Object value) {
        RecordSchema schema = RecordSchema.of(new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":" + type + "}]}"));
        RowJson json = new RowJson(schema);
        json.append(GenericRowData.of(value));
        String text = new String(json.toBytes(), UTF_8);
        assertThat(text).startsWith("{\"f\":").endsWith("}");
        return text.substring("{\"f\":".length(), text.length() - 1);
    }
}
