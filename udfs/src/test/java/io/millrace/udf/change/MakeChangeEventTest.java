package io.millrace.udf.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.change.ChangeEvent;
import io.millrace.model.change.ChangeEventWire;
import io.millrace.model.change.Namespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MakeChangeEventTest {

    @ParameterizedTest
    @CsvSource({
        "insert, insert",
        "update, update",
        "Delete, delete",
        "replace, replace",
        "invalidate, invalidate",
        "drop, drop",
        "dropDatabase, dropdatabase",
        "dropdatabase, dropdatabase",
        "rename, rename",
        "other, other",
        "createIndexes, other"
    })
    void anOperationHasOneSpelling(String sent, String operation) {
        ChangeEventWire change = change("0");
        change.setOperationType(sent);

        assertThat(apply(change).getOperation()).isEqualTo(operation);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            textBlock =
                    """
                    "2026-03-02T06:15:00Z"                          | 2026-03-02T06:15:00Z
                    1772432100                                      | 2026-03-02T06:15:00Z
                    {"$timestamp": {"t": 1772432100, "i": 7}}       | 2026-03-02T06:15:00Z
                    {"$date": "2026-03-02T06:15:00.001Z"}           | 2026-03-02T06:15:00.001Z
                    {"$date": {"$numberLong": "1772432100001"}}     | 2026-03-02T06:15:00.001Z
                    """)
    void theTimeMayBeThatOfExtendedJson(String json, Instant time) {
        assertThat(apply(change(json)).getClusterTime()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            textBlock =
                    """
                    {"$timestamp": {"t": "x"}}        | clusterTime: expected a time, or an object with $timestamp or $date, but found another object
                    {"$date": "today", "more": 1}     | clusterTime: expected a time, or an object with $timestamp or $date, but found another object
                    {"$date": {"$numberLong": "1.5"}} | clusterTime: expected a number of milliseconds in $date.$numberLong
                    {"$date": true}                   | clusterTime: expected a time as RFC 3339, as '2006-01-02 15:04:05', or as a number of seconds, but found a boolean
                    """)
    void anotherObjectIsNoTime(String json, String message) {
        ChangeEventWire change = change(json);

        assertThatThrownBy(() -> apply(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNestedStaysTheTextThatItWas() {
        ChangeEventWire change = change("0");
        change.setNs(new Namespace("shop", null));
        change.setUpdateDescription("{\"updatedFields\": {\"n\": 1.10},\n \"truncatedArrays\": []}");

        ChangeEvent event = apply(change);

        assertThat(event.getUpdateDescription()).isEqualTo(change.getUpdateDescription());
        assertThat(event.getDatabase()).isEqualTo("shop");
        assertThat(event.getCollection()).isEmpty();
    }

    private static ChangeEventWire change(String time) {
        ChangeEventWire change = new ChangeEventWire();
        change.setResumeToken("{}");
        change.setOperationType("insert");
        change.setClusterTime(time);
        return change;
    }

    private static ChangeEvent apply(ChangeEventWire change) {
        List<ChangeEvent> given = new ArrayList<>();
        new MakeChangeEvent().apply(change, given::add);
        assertThat(given).hasSize(1);
        return given.get(0);
    }
}
