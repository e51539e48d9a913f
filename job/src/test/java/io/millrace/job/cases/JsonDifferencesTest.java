package io.millrace.job.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDifferencesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,{\"b\":null}],\"c\":\"x\"}",
                "[]",
                "null",
                "true",
                "\"\"",
                "9007199254740993",
                "1e400"
            })
    void aValueIsEqualToItself(String json) throws Exception {
        assertThat(exactly(json, json)).isEmpty();
        assertThat(some(json, json)).isEmpty();
    }

    @Test
    void numbersAreEqualByValueAndExact() throws Exception {
        assertThat(exactly("[5, 1.50, 1e3, -0.0]", "[5.0, 1.5, 1000, 0]")).isEmpty();
        assertThat(exactly("9007199254740993", "9007199254740992"))
                .containsExactly("row: expected 9007199254740993, but got 9007199254740992");
        assertThat(exactly("0.1", "0.1000000000000000055511151231257827"))
                .containsExactly("row: expected 0.1, but got 0.1000000000000000055511151231257827");
        assertThat(exactly("5", "\"5\"")).containsExactly("row: expected 5, but got \"5\"");
        assertThat(exactly("0", "null")).containsExactly("row: expected 0, but got null");
    }

    @Test
    void everyPlaceThatDiffersIsALine() throws Exception {
        assertThat(exactly(
                        "{\"a\": 1, \"b\": {\"c\": [1, 2]}, \"d\": null, \"e\": []}",
                        "{\"a\": 2, \"b\": {\"c\": [1, 3, 4], \"x\": 0}, \"e\": {}}"))
                .containsExactly(
                        "row.a: expected 1, but got 2",
                        "row.b.c[1]: expected 2, but got 3",
                        "row.b.c[2]: not expected, but got 4",
                        "row.b.x: not expected, but got 0",
                        "row.d: expected null, but there is no such field",
                        "row.e: expected [], but got {}");
    }

    @Test
    void someFieldsLeavesOutFieldsAtEveryDepthButNoElements() throws Exception {
        String actual = "{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}, \"e\": [{\"f\": 4, \"g\": 5}, 6]}";

        assertThat(some("{\"b\": {\"c\": 2}, \"e\": [{\"g\": 5}, 6]}", actual)).isEmpty();
        assertThat(some("{\"b\": {\"x\": 2}, \"e\": [{\"g\": 5}]}", actual))
                .containsExactly(
                        "row.b.x: expected 2, but there is no such field", "row.e[1]: not expected, but got 6");
        assertThat(some("{\"e\": [{}, 6, 7]}", actual))
                .containsExactly("row.e[2]: expected 7, but there is no such element");
    }

    @Test
    void aLongValueIsCutShort() throws Exception {
        assertThat(exactly("\"\"", "\"" + "x".repeat(500) + "\"").get(0))
                .hasSizeLessThan(300)
                .endsWith("x…");
    }

    private static List<String> exactly(String expected, String actual) throws Exception {
        return JsonDifferences.of("row", tree(expected), tree(actual), false);
    }

    private static List<String> some(String expected, String actual) throws Exception {
        return JsonDifferences.of("row", tree(expected), tree(actual), true);
    }

    private static JsonNode tree(String json) throws Exception {
        return JSON.readTree(json);
    }
}
