package io.millrace.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.data.DataSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

final class SqlTypesTest {

    private static final Schema SCHEMA = new Schema.Parser()
            .parse(
                    """
                    {"type": "record", "name": "R", "fields": [
                      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                      {"name": "n", "type": ["null", "long"]},
                      {"name": "tags", "type": {"type": "array", "items": "string"}},
                      {"name": "geo", "type": ["null", {"type": "record", "name": "G", "fields": [
                        {"name": "x", "type": "double"}, {"name": "w", "type": "int"}]}]}
                    ]}
                    """);

    @Test
    void everySystemIsGivenTheSameTypesInItsOwnWords() {
        assertThat(SqlTypes.DUCKDB.columnMap(SCHEMA))
                .isEqualTo(
                        "\"at\": 'TIMESTAMPTZ', \"n\": 'BIGINT', \"tags\": 'VARCHAR[]', \"geo\": 'STRUCT(\"x\" DOUBLE, \"w\" INTEGER)'");
        assertThat(SqlTypes.FLINK.columns(SCHEMA))
                .isEqualTo(
                        "`at` TIMESTAMP_LTZ(6), `n` BIGINT, `tags` ARRAY<STRING>, `geo` ROW<`x` DOUBLE, `w` INTEGER>");
        assertThat(SqlTypes.SPARK.columns(SCHEMA))
                .isEqualTo("`at` TIMESTAMP, `n` BIGINT, `tags` ARRAY<STRING>, `geo` STRUCT<`x`: DOUBLE, `w`: INTEGER>");
    }

    @Test
    void everyTypeOfTheDataIsKnownInEverySystem() {
        for (DataSet data : DataSet.values()) {
            for (SqlTypes types : SqlTypes.values()) {
                assertThat(types.columns(data.schema()))
                        .contains(data.schema().getFields().get(0).name());
            }
        }
    }

    @Test
    void aTypeWithoutAWordIsRefused() {
        assertThatThrownBy(() -> SqlTypes.SPARK.type(SchemaBuilder.builder().bytesType()))
                .hasMessage("the bench has no SQL type for BYTES");
    }
}
