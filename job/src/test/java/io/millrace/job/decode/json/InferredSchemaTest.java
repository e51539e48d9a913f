package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.encode.Written;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.schema.infer.Doubt;
import io.millrace.job.schema.infer.InferredSchema;
import io.millrace.job.schema.infer.SchemaInference;
import io.millrace.job.testkit.DuckDb;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema that was inferred from records decodes each of them, and every value is what it was. */
final class InferredSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What the schema leaves out is captured, so that nothing at all may be missing. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void noValueIsLostOrChanged(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RandomRecords source = new RandomRecords(random);
        List<String> records = new ArrayList<>();
        for (int i = 1 + random.nextInt(25); i > 0; i--) {
            records.add(source.next());
        }
        InferredSchema inferred = infer(records);
        Decoding decoding = Decoding.of(DecodeConfigs.with(UnknownFields.CAPTURE), inferred.schema());

        for (String record : records) {
            SlotRow row = decoding.decode(record.getBytes(StandardCharsets.UTF_8));
            assertThat(row)
                    .as(() -> decoding.rejection() + "\n" + record + "\n" + inferred)
                    .isNotNull();
            assertThat(values(decoding.schema(), row))
                    .as(() -> record + "\n" + inferred)
                    .isEqualTo(values(JSON.readTree(record), inferred.schema()));
        }
    }

    @Test
    void whatIsWrittenByAnInferredSchemaIsWhatDuckDbReadsInTheSamples(@TempDir Path directory) throws Exception {
        RandomRecords source = new RandomRecords(new Random(4711)).withoutConflicts();
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(source.next());
        }
        InferredSchema inferred = infer(records);
        assertThat(inferred.doubts()).extracting(Doubt::kind).doesNotContain(Doubt.Kind.LEFT_OUT);
        Decoding decoding = Decoding.of(inferred.schema());
        RecordSchema schema = decoding.schema();
        RowDataSerializer serializer = new RowDataSerializer(schema.rowType());
        List<RowData> rows = records.stream()
                .map(record -> decoding.decode(record.getBytes(StandardCharsets.UTF_8)))
                .<RowData>map(row -> serializer.toBinaryRow(row).copy())
                .toList();

        Path samples = Files.write(directory.resolve("samples.jsonl"), records);
        String parquet = DuckDb.parquet(
                Written.file(directory, "rows", Written.parquet(ParquetConfig.Compression.ZSTD), schema, rows));
        try (DuckDb duckdb = DuckDb.open()) {
            Map<String, String> types = duckdb.types(parquet);
            String json = DuckDb.ndjson(
                    Written.file(directory, "rows", Written.ndjson(TextCompression.NONE), schema, rows), types);
            assertThat(duckdb.count(parquet)).isEqualTo(500);
            assertThat(duckdb.difference(parquet, DuckDb.ndjson(samples, types)))
                    .isEmpty();
            assertThat(duckdb.difference(json, DuckDb.ndjson(samples, types))).isEmpty();
        }
    }

    private static InferredSchema infer(List<String> records) throws Exception {
        SchemaInference inference = new SchemaInference();
        for (String record : records) {
            inference.add(record.getBytes(StandardCharsets.UTF_8));
        }
        return inference.schema("Event", null);
    }

    /** Every value of a row by its path, what was captured among them. */
    private static Map<String, String> values(RecordSchema schema, SlotRow row) throws Exception {
        RowJson text = new RowJson(schema);
        text.append(row);
        JsonNode json = JSON.readTree(text.toBytes());
        Map<String, String> values = new TreeMap<>();
        for (Schema.Field field : schema.avro().getFields()) {
            if (!field.name().equals(RecordSchema.RESCUED)) {
                collect(field.name(), json.get(field.name()), field.schema(), values);
            }
        }
        JsonNode rescued = json.get(RecordSchema.RESCUED);
        if (!rescued.isNull()) {
            JSON.readTree(rescued.textValue())
                    .fields()
                    .forEachRemaining(field -> collect(field.getKey(), field.getValue(), null, values));
        }
        return values;
    }

    private static Map<String, String> values(JsonNode record, Schema schema) {
        Map<String, String> values = new TreeMap<>();
        record.fields().forEachRemaining(field -> inRecord("", field, schema, values));
        return values;
    }

    /** A field's path has the name that it has in the schema, where it is one of the schema's. */
    private static void inRecord(
            String path, Map.Entry<String, JsonNode> field, Schema record, Map<String, String> values) {
        Schema.Field known = record == null || record.getType() != Schema.Type.RECORD
                ? null
                : record.getFields().stream()
                        .filter(candidate -> candidate.name().equals(field.getKey())
                                || candidate.aliases().contains(field.getKey()))
                        .findFirst()
                        .orElse(null);
        collect(
                path + (known == null ? field.getKey() : known.name()),
                field.getValue(),
                known == null ? null : known.schema(),
                values);
    }

    private static void collect(String path, JsonNode value, Schema nullable, Map<String, String> values) {
        Schema schema = nullable == null ? null : AvroSchemas.withoutNull(nullable);
        switch (value.getNodeType()) {
            case OBJECT -> {
                values.put(path + "{}", "");
                value.fields().forEachRemaining(field -> inRecord(path + ".", field, schema, values));
            }
            case ARRAY -> {
                values.put(path + "[]", "" + value.size());
                Schema element =
                        schema == null || schema.getType() != Schema.Type.ARRAY ? null : schema.getElementType();
                for (int i = 0; i < value.size(); i++) {
                    collect(path + "[" + i + "]", value.get(i), element, values);
                }
            }
            case NUMBER -> values.put(path, "number " + number(value.decimalValue()));
            case STRING -> values.put(path, "text " + time(value.textValue()));
            case BOOLEAN -> values.put(path, value.asText());
            default -> assertThat(value.isNull()).isTrue();
        }
    }

    private static String number(BigDecimal number) {
        return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toString();
    }

    /** A timestamp is the instant it means, in whatever form and with whatever offset. */
    private static String time(String text) {
        String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        try {
            return OffsetDateTime.parse(iso).toInstant().toString();
        } catch (DateTimeException noInstant) {
            try {
                return LocalDateTime.parse(iso).toString();
            } catch (DateTimeException noTime) {
                return text;
            }
        }
    }

    /** Records whose fields mostly have one kind of value each, as those of one producer do. */
    private static final class RandomRecords {

        private static final String[] NAMES = {
            "a", "b", "c", "user-id", "user_id", "ID", "id", "é", "with space", "9", "list", "geo"
        };
        private static final String[] TEXTS = {
            "\"\"", "\"x\"", "\"NaN\"", "\"12\"", "\"\\u00e9\\ud83d\\ude00\"", "\"2026-13-01\"", "\"null\"", "\"é\\n\""
        };
        private static final String[] INSTANTS = {
            "\"2026-03-02T06:00:00Z\"",
            "\"2026-03-02T06:00:00.5Z\"",
            "\"2026-03-02 06:00:00.123456+01:00\"",
            "\"1969-12-31T23:59:59.999999Z\"",
            "\"0001-01-01T00:00:00-17:59\"",
            "\"9999-12-31T23:59:59.123456000Z\"",
            "\"2016-02-29T00:00:00+00:00\"",
            "\"2026-03-02T06:00:00-00:00\""
        };
        private static final String[] FINE = {"\"2026-03-02T06:00:00.1234567Z\"", "\"2026-03-02T06:00:60Z\""};
        private static final String[] LOCALS = {
            "\"2026-03-02T06:00:00\"", "\"2026-03-02 06:00:00.000001\"", "\"0001-01-01T23:59:59\""
        };
        private static final String[] DATES = {"\"2026-03-02\"", "\"1900-02-28\"", "\"2024-02-29\"", "\"0001-01-01\""};
        private static final String[] SMALL = {"0", "-0", "7", "-1", "2147483648"};
        private static final String[] LARGE = {"9223372036854775807", "-9223372036854775808", "9007199254740993", "1"};
        private static final String[] HUGE = {
            "9223372036854775808",
            "18446744073709551615",
            "-18446744073709551616",
            "99999999999999999999999999999999999999",
            "3"
        };
        private static final String[] FRACTIONS = {"5.0", "5.5", "0.1", "-0.0", "1e3", "1E-7", "4.9e-324", "12", "1e300"
        };
        private static final String[] EXACT = {
            "0.1000000000000000055511151231257827", "123456789.123456789012345678", "1.50", "9007199254740993", "-1"
        };
        private static final String[] BEYOND = {"1e400", "123456789012345678901234567890123456789012", "1"};
        private static final String[][] SCALARS = {
            TEXTS, INSTANTS, FINE, LOCALS, DATES, SMALL, LARGE, HUGE, FRACTIONS, EXACT, BEYOND, {"true", "false"}
        };

        private final Random random;
        private final long kinds;
        private boolean conflicts = true;

        RandomRecords(Random random) {
            this.random = random;
            this.kinds = random.nextLong();
        }

        /** Only what DuckDB, too, reads exactly from JSON: no decimals, since its numbers with a point are doubles. */
        RandomRecords withoutConflicts() {
            conflicts = false;
            return this;
        }

        String next() {
            return "{\"seq\": " + random.nextInt(100) + fields("", 3, true) + "}";
        }

        private String fields(String path, int depth, boolean further) {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < (conflicts ? NAMES.length : 3); i++) {
                String name = NAMES[i];
                if (random.nextInt(4) != 0) {
                    fields.append(fields.isEmpty() && !further ? "" : ", ")
                            .append('"')
                            .append(name)
                            .append("\": ")
                            .append(value(path + "." + name, depth));
                }
            }
            return fields.toString();
        }

        private String value(String path, int depth) {
            if (random.nextInt(10) == 0) {
                return "null";
            }
            boolean other = conflicts && random.nextInt(60) == 0;
            Random kind = other ? random : new Random(kinds ^ path.hashCode() * 0x9E3779B97F4A7C15L);
            int shape = kind.nextInt(depth == 0 ? 6 : 10);
            if (shape < 6) {
                String[] choices = conflicts
                        ? SCALARS[kind.nextInt(SCALARS.length)]
                        : List.of(TEXTS, INSTANTS, DATES, SMALL, LARGE, FRACTIONS)
                                .get(kind.nextInt(6));
                return choices[random.nextInt(choices.length)];
            }
            if (shape < 8) {
                return "{" + fields(path, depth - 1, false) + "}";
            }
            List<String> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(value(path + "[]", depth - 1));
            }
            return elements.toString();
        }
    }
}
