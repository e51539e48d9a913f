package io.millrace.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"string\" | STRING NOT NULL",
                "{\"type\": \"string\", \"logicalType\": \"uuid\"} | STRING NOT NULL",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]} | STRING NOT NULL",
                "\"boolean\" | BOOLEAN NOT NULL",
                "\"int\" | INT NOT NULL",
                "\"long\" | BIGINT NOT NULL",
                "\"float\" | FLOAT NOT NULL",
                "\"double\" | DOUBLE NOT NULL",
                "\"bytes\" | BYTES NOT NULL",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 16} | BINARY(16) NOT NULL",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 38, \"scale\": 9} | DECIMAL(38, 9) NOT NULL",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 9, \"logicalType\": \"decimal\", \"precision\": 20} | DECIMAL(20, 0) NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | TIMESTAMP_LTZ(3) NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"} | TIMESTAMP_LTZ(6) NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"} | TIMESTAMP(3) NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-micros\"} | TIMESTAMP(6) NOT NULL",
                "{\"type\": \"int\", \"logicalType\": \"date\"} | DATE NOT NULL",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} | TIME(3) NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"} | BIGINT NOT NULL",
                "{\"type\": \"long\", \"logicalType\": \"someone's own\"} | BIGINT NOT NULL",
                "{\"type\": \"array\", \"items\": [\"null\", \"int\"]} | ARRAY<INT> NOT NULL",
                "{\"type\": \"map\", \"values\": \"int\"} | MAP<STRING NOT NULL, INT NOT NULL> NOT NULL",
                "[\"null\", \"long\"] | BIGINT",
                "[\"long\", \"null\"] | BIGINT",
                "{\"type\": \"record\", \"name\": \"N\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]} | ROW<`x` INT NOT NULL> NOT NULL",
            },
            quoteCharacter = '\0')
    void eachAvroTypeHasOneFlinkType(String avro, String flink) {
        assertThat(withField(avro).rowType().getTypeAt(0).asSummaryString()).isEqualTo(flink);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"int\", \"string\"] | field 'f': a union must be of null and one other type",
                "[\"null\", \"int\", \"string\"] | field 'f': a union must be of null and one other type",
                "[\"int\"] | field 'f': a union must be of null and one other type",
                "\"null\" | field 'f': a field that is always null holds nothing",
                "{\"type\": \"array\", \"items\": {\"type\": \"map\", \"values\": [\"int\", \"string\"]}} | field 'f[]{}': a union must be",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 12, \"logicalType\": \"duration\"} | field 'f': the logical type 'duration' is not supported",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-nanos\"} | field 'f': the logical type 'timestamp-nanos' is not supported",
                "{\"type\": \"string\", \"logicalType\": \"timestamp-millis\"} | field 'f': the logical type 'timestamp-millis' does not fit",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2, \"scale\": 3} | field 'f': the logical type 'decimal' does not fit",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 39} | field 'f': a decimal has at most 38 digits, but this one has 39",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 0} | field 'f': a fixed must hold at least one byte",
                "{\"type\": \"record\", \"name\": \"N\", \"fields\": []} | field 'f': the record N has no fields",
                "[\"null\", \"Top\"] | field 'f': the record Top contains itself",
            },
            quoteCharacter = '\0')
    void whatRowsCannotHoldIsRefusedWithTheFieldsPath(String avro, String message) {
        assertThatThrownBy(() -> withField(avro))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theTopMustBeARecord() {
        assertThatThrownBy(() -> RecordSchema.of(new Schema.Parser().parse("\"string\"")))
                .hasMessage("a record's schema must be an Avro record, but it is string");
    }

    @Test
    void theSameRecordMayStandInTwoFields() {
        RecordSchema schema = parse(
                """
                {"type": "record", "name": "Top", "fields": [
                  {"name": "a", "type": {"type": "record", "name": "P", "fields": [{"name": "x", "type": "int"}]}},
                  {"name": "b", "type": "P"}]}""");
        assertThat(schema.rowType().getTypeAt(1)).isEqualTo(schema.rowType().getTypeAt(0));
    }

    @Test
    void survivesSerializationWithItsFingerprint() throws Exception {
        RecordSchema schema = withField("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(schema);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            RecordSchema copy = (RecordSchema) in.readObject();
            assertThat(copy).isEqualTo(schema).hasSameHashCodeAs(schema);
            assertThat(copy.rowType()).isEqualTo(schema.rowType());
            assertThat(copy.fingerprint()).isEqualTo(schema.fingerprint()).matches("[0-9a-f]{64}");
            assertThat(copy.avro().getFields().get(0).schema().getLogicalType())
                    .isEqualTo(schema.avro().getFields().get(0).schema().getLogicalType());
        }
    }

    @Test
    void theFingerprintIsThatOfTheParsingCanonicalForm() {
        // printf '{"name":"Top","type":"record","fields":[{"name":"f","type":"int"}]}' | sha256sum
        assertThat(withField("\"int\"").fingerprint())
                .isEqualTo("96fadf6b8afb111c4d738fb3d8e37ff697ae85811799715c95d4fa9ea803b7db");
    }

    @Test
    void theRescuedColumnIsTheLastAndNullable() {
        RowType type = withField("\"int\"").withRescued().rowType();
        assertThat(type.getFieldNames()).containsExactly("f", "_rescued");
        assertThat(type.getTypeAt(1).asSummaryString()).isEqualTo("STRING");
    }

    @Test
    void aSchemaWithAFieldNamedRescuedCannotHaveTheColumnToo() {
        assertThatThrownBy(() -> withField("\"int\"").withRescued().withRescued())
                .hasMessageContaining("has a field '_rescued' of its own");
    }

    @Test
    void aNestedFieldIsFoundByItsDottedName() {
        RecordSchema schema = parse(
                """
                {"type": "record", "name": "Top", "fields": [
                  {"name": "a", "type": "int"},
                  {"name": "geo", "type": ["null", {"type": "record", "name": "Geo", "fields": [
                    {"name": "lat", "type": "double"}, {"name": "country", "type": "string"}]}]}]}""");
        FieldPath path = schema.path("geo.country");
        assertThat(path.indexes()).containsExactly(1, 1);
        assertThat(path.position()).isEqualTo(1);
        assertThat(path.type().asSummaryString()).isEqualTo("STRING");
        assertThat(path.avro().getType()).isEqualTo(Schema.Type.STRING);

        GenericRowData row = GenericRowData.of(1, GenericRowData.of(2.0, StringData.fromString("SE")));
        assertThat(path.holder(row).getString(path.position())).hasToString("SE");
        assertThat(path.holder(GenericRowData.of(1, null))).isNull();
        assertThat(schema.find("geo.city")).isEmpty();
        assertThat(schema.find("a.b")).isEmpty();
        assertThat(schema.find("")).isEmpty();
        assertThatThrownBy(() -> schema.path("geo.city"))
                .hasMessage("the schema Top has no field 'geo.city'; its fields are [a, geo]");
    }

    private static RecordSchema withField(String avroType) {
        return parse("{\"type\": \"record\", \"name\": \"Top\", \"fields\": [{\"name\": \"f\", \"type\": " + avroType
                + "}]}");
    }

    private static RecordSchema parse(String json) {
        return RecordSchema.of(new Schema.Parser().parse(json));
    }
}
