package io.millrace.udf.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.udf.wire.WireTime;
import java.time.Instant;

/**
 * The time of a change: as any time that is sent, or as MongoDB's extended JSON has it, {@code {"$timestamp": {"t": SECONDS,
 * "i": ORDINAL}}} or {@code {"$date": …}} with a text or with milliseconds in {@code {"$numberLong": "…"}}.
 */
final class ClusterTime {

    private static final JsonMapper JSON = new JsonMapper();

    private ClusterTime() {}

    /** @throws IllegalArgumentException when it is none of these */
    static Instant parse(String field, String json) {
        if (!json.startsWith("{")) {
            return WireTime.parse(field, json);
        }
        JsonNode value;
        try {
            value = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(field + ": expected JSON", e);
        }
        if (value.size() == 1 && value.path("$timestamp").path("t").isIntegralNumber()) {
            return WireTime.parse(field, value.get("$timestamp").get("t"));
        }
        if (value.size() == 1 && value.has("$date")) {
            JsonNode millis = value.get("$date").path("$numberLong");
            return millis.isTextual() ? ofMillis(field, millis.textValue()) : WireTime.parse(field, value.get("$date"));
        }
        throw new IllegalArgumentException(
                field + ": expected a time, or an object with $timestamp or $date, but found another object");
    }

    private static Instant ofMillis(String field, String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + ": expected a number of milliseconds in $date.$numberLong", e);
        }
    }
}
