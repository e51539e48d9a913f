package io.millrace.job.schema.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInferenceTest {

    /** Each line: the values of a field in as many records, its type as Flink shows it, and whether there is a doubt. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "5 | 6;                                           BIGINT NOT NULL;           false",
                "5.0 | 5.5;                                       DOUBLE NOT NULL;           false",
                "5 | 5.5;                                         DOUBLE NOT NULL;           false",
                "5.0;                                             DOUBLE NOT NULL;           false",
                "5 | 1e3;                                         DOUBLE NOT NULL;           false",
                "5 | null;                                        BIGINT;                    false",
                "9007199254740993;                                BIGINT NOT NULL;           false",
                "9007199254740993 | 0.5;                          DECIMAL(38, 1) NOT NULL;   true",
                "9223372036854775807 | -9223372036854775808;      BIGINT NOT NULL;           false",
                "9223372036854775808;                             DECIMAL(20, 0) NOT NULL;   true",
                "18446744073709551616 | 1;                        DECIMAL(38, 0) NOT NULL;   true",
                "-9223372036854775809;                            DECIMAL(38, 0) NOT NULL;   true",
                "0.1000000000000000055511151231257827;            DECIMAL(38, 34) NOT NULL;  true",
                "1e300 | 1;                                       DOUBLE NOT NULL;           false",
                "true | false;                                    BOOLEAN NOT NULL;          false",
                "\"a\" | \"1\";                                   STRING NOT NULL;           false",
                "null | null;                                     STRING;                    true",
                "\"2026-03-02T06:00:00Z\" | \"2026-03-02 06:00:00.123456Z\"; TIMESTAMP_LTZ(6) NOT NULL; false",
                "\"2026-03-02T06:00:00+01:00\";                   TIMESTAMP_LTZ(6) NOT NULL; true",
                "\"2026-03-02T06:00:00.1234567Z\";                STRING NOT NULL;           false",
                "\"2026-03-02T06:00:00\";                         TIMESTAMP(6) NOT NULL;     true",
                "\"2026-03-02\" | \"2024-02-29\";                 DATE NOT NULL;             false",
                "\"2026-02-29\";                                  STRING NOT NULL;           false",
                "\"2026-03-02T24:00:00Z\";                        STRING NOT NULL;           false",
                "\"2026-03-02\" | \"2026-03-02T06:00:00Z\";       STRING NOT NULL;           true",
                "\"2026-03-02T06:00:00Z\" | \"soon\";             STRING NOT NULL;           true",
                "1772431200000 | 1772431200001;                   BIGINT NOT NULL;           true",
                "[1] | [2.5, null] | [];                          ARRAY<DOUBLE> NOT NULL;    false",
                "[] | [];                                         ARRAY<STRING NOT NULL> NOT NULL; true",
                "{} | {};                                         MAP<STRING NOT NULL, STRING NOT NULL> NOT NULL; true",
                "{\"a\": 1, \"b\": 2} | {} | {\"a\": 1, \"b\": 1.5} | null; ROW<`a` BIGINT, `b` DOUBLE>; false",
                "[[1], [2]] | [[]];                               ARRAY<ARRAY<BIGINT NOT NULL> NOT NULL> NOT NULL; false",
            })
    void aTypeFitsAllValuesAndNotOnlyTheFirst(String values, String type, boolean doubtful) throws IOException {
        for (boolean backwards : new boolean[] {false, true}) {
            InferredSchema inferred = infer(values, backwards);

            assertThat(RecordSchema.of(inferred.schema()).rowType().getTypeAt(0).asSummaryString())
                    .isEqualTo(type);
            assertThat(about(inferred, "f")).hasSize(doubtful ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "1 | \"a\" | \"b\";      no column holds values of several kinds: a number in 1, text in 2",
                "[1] | [true] | {};      no column holds values of several kinds: an object in 1, an array in 2",
                "1e400 | 1;              no column holds all of its numbers exactly: they need more than 38 digits",
                "123456789012345678901234567890123456789;"
                        + " no column holds all of its numbers exactly: they need more than 38 digits",
            })
    void whatNoColumnHoldsIsLeftOutAndSaid(String values, String message) throws IOException {
        InferredSchema inferred = infer(values + " | null", false, "\"id\": 1, ");

        assertThat(inferred.schema().getFields()).extracting(Schema.Field::name).containsExactly("id");
        assertThat(about(inferred, "f")).containsExactly(new Doubt(Doubt.Kind.LEFT_OUT, "f", message));
    }

    @Test
    void insideOfArraysAndObjectsOnlyTheFieldIsLeftOut() throws IOException {
        InferredSchema inferred = inferAll(
                "{\"a\": {\"x\": 1, \"y\": true}, \"b\": [{\"x\": 1, \"z\": 1}], \"c\": {\"x\": 1}, \"d\": [1]}",
                "{\"a\": {\"x\": \"1\", \"y\": true}, \"b\": [{\"x\": [], \"z\": 1}], \"c\": {\"x\": true}, \"d\": [\"\"]}");

        assertThat(RecordSchema.of(inferred.schema()).rowType().asSummaryString())
                .isEqualTo(
                        "ROW<`a` ROW<`y` BOOLEAN NOT NULL> NOT NULL, `b` ARRAY<ROW<`z` BIGINT NOT NULL> NOT NULL> NOT"
                                + " NULL> NOT NULL");
        assertThat(inferred.doubts().stream()
                        .filter(doubt -> doubt.kind() == Doubt.Kind.LEFT_OUT)
                        .map(Doubt::path))
                .containsExactly("a.x", "b[].x", "c.x", "c", "d[]");
    }

    @Test
    void aNameThatAvroDoesNotAllowIsAnAliasAndNamesStayDifferent() throws IOException {
        InferredSchema inferred =
                inferAll("{\"user-id\": 1, \"user_id\": 2, \"1st\": 3, \"\": 4, \"ID\": 5, \"id\": 6}");

        assertThat(inferred.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("user_id_2", "user_id", "_1st", "_", "ID", "id");
        assertThat(inferred.schema().getField("user_id_2").aliases()).containsExactly("user-id");
        assertThat(new Schema.Parser().parse(inferred.schema().toString())).isEqualTo(inferred.schema());
        assertThat(about(inferred, "id"))
                .extracting(Doubt::message)
                .containsExactly(
                        "another field has the same name but for upper and lower case, which many readers cannot"
                                + " tell apart");
    }

    @Test
    void namesThatAreDataMakeAMap() throws IOException {
        SchemaInference inference = new SchemaInference();
        for (int i = 0; i <= ObjectProfile.MOST_FIELDS; i++) {
            add(inference, "{\"counts\": {\"key-" + i + "\": " + i + (i == 3 ? ".5" : "") + "}}");
        }
        InferredSchema inferred = inference.schema("Event", null);

        assertThat(RecordSchema.of(inferred.schema()).rowType().asSummaryString())
                .isEqualTo("ROW<`counts` MAP<STRING NOT NULL, DOUBLE NOT NULL> NOT NULL> NOT NULL");
        assertThat(about(inferred, "counts")).hasSize(1);
    }

    @Test
    void nestedRecordsHaveNamesThatAreNotTakenTwice() throws IOException {
        InferredSchema inferred = inferAll("{\"a\": {\"b\": {\"x\": 1}}, \"a_b\": {\"y\": 1}, \"list\": [{\"z\": 1}]}");
        assertThat(new Schema.Parser().parse(inferred.schema().toString())).isEqualTo(inferred.schema());
    }

    @Test
    void fewSamplesAreADoubt() throws IOException {
        assertThat(inferAll("{\"a\": 1}").doubts())
                .containsExactly(new Doubt(
                        Doubt.Kind.UNCERTAIN, "", "only 1 records: fields without null may be absent from others"));
    }

    @Test
    void whatIsNoRecordIsRefused() {
        SchemaInference inference = new SchemaInference();
        for (String line : List.of("[1]", "1", "", "{\"a\": 1", "{\"a\": 1} {", "{\"a\": 1, \"a\": 2}")) {
            assertThatThrownBy(() -> add(inference, line)).as(line).isInstanceOf(IOException.class);
        }
        assertThat(inference.samples()).isZero();
        assertThatThrownBy(() -> inference.schema("Event", null))
                .hasMessage("there is no record to infer a schema from");
    }

    @Test
    void withoutAnyFieldThereIsNoSchema() {
        assertThatThrownBy(() -> inferAll("{}")).hasMessage("the records have no field that a column can hold");
        assertThatThrownBy(() -> inferAll("{\"a\": 1}", "{\"a\": true}"))
                .hasMessage("the records have no field that a column can hold");
    }

    @Test
    void namesAreChecked() throws IOException {
        SchemaInference inference = new SchemaInference();
        add(inference, "{\"a\": 1}");
        assertThat(inference.schema("Event", "com.example").schema().getFullName())
                .isEqualTo("com.example.Event");
        assertThatThrownBy(() -> inference.schema("my event", null))
                .hasMessage("expected a name of letters, digits and '_', but got 'my event'");
        assertThatThrownBy(() -> inference.schema("Event", "com..example"))
                .hasMessage("expected a namespace, such as 'com.example', but got 'com..example'");
    }

    private static List<Doubt> about(InferredSchema inferred, String path) {
        return inferred.doubts().stream()
                .filter(doubt -> doubt.path().equals(path)
                        || doubt.path().equals(path + "[]")
                        || doubt.path().equals(path + "{}"))
                .toList();
    }

    private static InferredSchema infer(String values, boolean backwards) throws IOException {
        return infer(values, backwards, "");
    }

    private static InferredSchema infer(String values, boolean backwards, String before) throws IOException {
        SchemaInference inference = new SchemaInference();
        String[] all = values.split("\\|");
        for (int i = 0; i < all.length; i++) {
            add(inference, "{" + before + "\"f\": " + all[backwards ? all.length - 1 - i : i] + "}");
        }
        return inference.schema("Event", null);
    }

    private static InferredSchema inferAll(String... records) throws IOException {
        SchemaInference inference = new SchemaInference();
        for (String record : records) {
            add(inference, record);
        }
        return inference.schema("Event", null);
    }

    private static void add(SchemaInference inference, String record) throws IOException {
        inference.add(record.getBytes(StandardCharsets.UTF_8));
    }
}
