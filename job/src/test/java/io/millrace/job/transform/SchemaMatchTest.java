package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.transform.typed.Torture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class SchemaMatchTest {

    @Test
    void aSchemaMatchesItself() {
        assertThat(SchemaMatch.differences(Torture.getClassSchema(), Torture.getClassSchema()))
                .isEmpty();
    }

    @Test
    void namesOfRecordsAndOrdersOfFieldsAndSymbolsDoNotMatter() {
        assertThat(SchemaMatch.differences(
                        record(
                                "A",
                                "{'name': 'x', 'type': 'long'}",
                                "{'name': 'y', 'type': ['null', {'type': 'enum', 'name': 'E', 'symbols': ['P', 'Q']}]}"),
                        record(
                                "B",
                                "{'name': 'y', 'type': [{'type': 'enum', 'name': 'F', 'symbols': ['Q', 'P']}, 'null']}",
                                "{'name': 'x', 'type': 'long'}")))
                .isEmpty();
    }

    @Test
    void howTextIsHeldInJavaDoesNotMatter() {
        assertThat(SchemaMatch.differences(
                        record("A", "{'name': 'x', 'type': 'string'}"),
                        record("A", "{'name': 'x', 'type': {'type': 'string', 'avro.java.string': 'String'}}")))
                .isEmpty();
    }

    @Test
    void everyDifferenceIsNamed() {
        Schema incoming = record(
                "A",
                "{'name': 'only_in', 'type': 'long'}",
                "{'name': 'kind', 'type': 'string'}",
                "{'name': 'nullable', 'type': ['null', 'long']}",
                "{'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 12, 'scale': 2}}",
                "{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}",
                "{'name': 'hash', 'type': {'type': 'fixed', 'name': 'H', 'size': 4}}",
                "{'name': 'color', 'type': {'type': 'enum', 'name': 'C', 'symbols': ['RED']}}",
                "{'name': 'geo', 'type': {'type': 'record', 'name': 'G', 'fields': [{'name': 'city', 'type': 'int'}]}}",
                "{'name': 'list', 'type': {'type': 'array', 'items': 'int'}}",
                "{'name': 'map', 'type': {'type': 'map', 'values': 'int'}}");
        Schema expected = record(
                "A",
                "{'name': 'only_out', 'type': 'long'}",
                "{'name': 'kind', 'type': 'int'}",
                "{'name': 'nullable', 'type': 'long'}",
                "{'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 12, 'scale': 3}}",
                "{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}}",
                "{'name': 'hash', 'type': {'type': 'fixed', 'name': 'H', 'size': 5}}",
                "{'name': 'color', 'type': {'type': 'enum', 'name': 'C', 'symbols': ['RED', 'GREEN']}}",
                "{'name': 'geo', 'type': {'type': 'record', 'name': 'G', 'fields': [{'name': 'city', 'type': 'long'}]}}",
                "{'name': 'list', 'type': {'type': 'array', 'items': 'string'}}",
                "{'name': 'map', 'type': {'type': 'map', 'values': ['null', 'int']}}");
        assertThat(SchemaMatch.differences(incoming, expected))
                .containsExactly(
                        "the field 'only_in' comes in, but the function does not know it",
                        "the field 'kind' is string, but the function expects int",
                        "the field 'nullable' is nullable long, but the function expects long",
                        "the field 'price' is decimal(12, 2), but the function expects decimal(12, 3)",
                        "the field 'at' is long timestamp-millis, but the function expects long timestamp-micros",
                        "the field 'hash' is fixed(4), but the function expects fixed(5)",
                        "the field 'color' is enum[RED], but the function expects enum[RED, GREEN]",
                        "the field 'geo.city' is int, but the function expects long",
                        "the field 'list[]' is int, but the function expects string",
                        "the field 'map{}' is int, but the function expects nullable int",
                        "the function expects a field 'only_out', but none comes in");
    }

    private static Schema record(String name, String... fields) {
        return new Schema.Parser()
                .parse(("{'type': 'record', 'name': '" + name + "', 'fields': [" + String.join(", ", fields) + "]}")
                        .replace('\'', '"'));
    }
}
