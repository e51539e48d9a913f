package io.millrace.job.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.Compatibility;
import io.millrace.job.testkit.ShortTypes;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may follow what, in every mode; the types in the short form of {@link ShortTypes}. */
class ReadingTest {

    /** Each line: the older schema, the newer one, and why each direction fails, or a dash. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "record<a int>;                  record<a int, b string? = null>;   -;                                    -",
                "record<a int>;                  record<a int, b string>;           reader-field-missing-default-value b; -",
                "record<a int>;                  record<a int, b string?>;          reader-field-missing-default-value b; -",
                "record<a int, b string>;        record<a int>;                     -;  reader-field-missing-default-value b",
                "record<a int, b string? = null>; record<a int>;                    -;                                    -",
                "record<a int>;                  record<a long>;                    -;                     type-mismatch a",
                "record<a long>;                 record<a int>;                     type-mismatch a;                      -",
                "record<a int>;                  record<a double>;                  -;                     type-mismatch a",
                "record<a float>;                record<a double>;                  -;                     type-mismatch a",
                "record<a long>;                 record<a double>;                  inexact-number a;      type-mismatch a",
                "record<a int>;                  record<a float>;                   inexact-number a;      type-mismatch a",
                "record<a int>;                  record<a int?>;                    -;            type-mismatch a",
                "record<a string>;               record<a bytes>;                   text-and-bytes a;     text-and-bytes a",
                "record<a string>;               record<a int>;                     type-mismatch a;       type-mismatch a",
                "record<a timestamp-millis>;     record<a timestamp-micros>; logical-type-changed a; logical-type-changed a",
                "record<a long>;                 record<a timestamp-micros>; logical-type-changed a; logical-type-changed a",
                "record<a string>;               record<a uuid>;             logical-type-changed a;                     -",
                "record<a decimal(12,2)>;        record<a decimal(14,2)>;           -;                    inexact-number a",
                "record<a decimal(12,2)>;        record<a decimal(12,3)>;    logical-type-changed a; logical-type-changed a",
                "record<a array<int>>;           record<a array<long>>;             -;                  type-mismatch a[]",
                "record<a map<long>>;            record<a map<int>>;                type-mismatch a{};                   -",
                "record<a array<record<x int>>>; record<a array<record<x int, y int>>>;"
                        + " reader-field-missing-default-value a[].y; -",
                "record<a record<x long>? = null>; record<a record<x int>? = null>; type-mismatch a.x;                   -",
            })
    void eachModeAsksForItsDirections(String older, String newer, String backward, String forward) {
        Schema old = ShortTypes.schema(older);
        Schema young = ShortTypes.schema(newer);

        assertThat(rules(old, young, Compatibility.BACKWARD)).isEqualTo(expected(backward));
        assertThat(rules(old, young, Compatibility.FORWARD)).isEqualTo(expected(forward));
        assertThat(rules(old, young, Compatibility.FULL))
                .hasSize(expected(backward).size() + expected(forward).size());
        assertThat(rules(old, young, Compatibility.NONE)).isEmpty();
    }

    @Test
    void aSymbolThatIsGoneIsMissedAlsoWhenTheEnumHasADefault() {
        Schema old = enumOf("[\"A\", \"B\"]", "");
        assertThat(rules(old, enumOf("[\"A\"]", ""), Compatibility.BACKWARD)).containsExactly("missing-enum-symbols a");
        assertThat(Evolution.problems(old, enumOf("[\"A\"]", ", \"default\": \"A\""), Compatibility.BACKWARD))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line("v1", "v2"))
                        .isEqualTo("v2 cannot read records of v1: field 'a': the reader does not know the symbols [B],"
                                + " which would become A (missing-enum-symbols)"));
        assertThat(rules(old, enumOf("[\"A\", \"B\", \"C\"]", ""), Compatibility.BACKWARD))
                .isEmpty();
    }

    @Test
    void aRenamedFieldIsTheSameUnderItsAlias() {
        Schema old = parse("{\"name\": \"a\", \"type\": \"string\"}");
        Schema renamed = parse("{\"name\": \"b\", \"type\": \"string\", \"aliases\": [\"a\"]}");
        assertThat(rules(old, renamed, Compatibility.BACKWARD)).isEmpty();
        assertThat(rules(old, renamed, Compatibility.FORWARD)).containsExactly("reader-field-missing-default-value a");
    }

    @Test
    void anotherNameOfTheRecordIsAnotherRecord() {
        Schema old = parse("{\"name\": \"a\", \"type\": \"string\"}");
        Schema other = Schema.createRecord(
                "Other", null, null, false, List.of(new Schema.Field("a", Schema.create(Schema.Type.STRING))));
        assertThat(Evolution.problems(old, other, Compatibility.BACKWARD))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line("v1", "v2"))
                        .isEqualTo("v2 cannot read records of v1: it is called Other by the reader and Event by the"
                                + " writer (name-mismatch)"));
    }

    private static List<String> rules(Schema older, Schema newer, Compatibility mode) {
        return Evolution.problems(older, newer, mode).stream()
                .map(problem -> problem.reason().rule() + " " + problem.reason().path())
                .toList();
    }

    private static List<String> expected(String problem) {
        return problem.equals("-") ? List.of() : List.of(problem);
    }

    private static Schema enumOf(String symbols, String more) {
        return parse("{\"name\": \"a\", \"type\": {\"type\": \"enum\", \"name\": \"E\", \"symbols\": " + symbols + more
                + "}}");
    }

    private static Schema parse(String field) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Event\", \"fields\": [" + field + "]}");
    }
}
