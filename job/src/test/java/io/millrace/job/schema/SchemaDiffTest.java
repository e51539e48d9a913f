package io.millrace.job.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.schema.SchemaDiff.Change;
import io.millrace.job.schema.SchemaDiff.Kind;
import io.millrace.job.testkit.ShortTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {

    @Test
    void everyKindOfDifferenceIsALineWithTheFieldsPath() {
        Schema older =
                ShortTypes.schema("record<id int, gone string, items array<record<sku string>>, note string? = null>");
        Schema newer = ShortTypes.schema(
                "record<id long, items array<record<sku string, price decimal(12,2)>>, note string? = null, at"
                        + " timestamp-micros? = null>");

        assertThat(SchemaDiff.between(older, newer))
                .containsExactly(
                        new Change(Kind.CHANGED, "id", "int", "long"),
                        new Change(Kind.ADDED, "items[].price", "", "decimal(12,2)"),
                        new Change(Kind.ADDED, "at", "", "timestamp-micros? = null"),
                        new Change(Kind.REMOVED, "gone", "string", ""));
    }

    @Test
    void anotherDefaultIsADifferenceAndAnotherOrderToo() {
        assertThat(SchemaDiff.between(ShortTypes.schema("record<a int = 1>"), ShortTypes.schema("record<a int = 2>")))
                .containsExactly(new Change(Kind.CHANGED, "a", "int = 1", "int = 2"));
        assertThat(SchemaDiff.between(
                        ShortTypes.schema("record<a int, b int>"), ShortTypes.schema("record<b int, a int>")))
                .containsExactly(new Change(Kind.CHANGED, "", "order a, b", "order b, a"));
    }

    @Test
    void theSameSchemaDoesNotDiffer() {
        Schema schema = ShortTypes.schema("record<a int, b map<record<c string?>>>");
        assertThat(SchemaDiff.between(schema, schema)).isEmpty();
    }
}
