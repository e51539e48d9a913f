package io.millrace.udf.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** Reads fields that came as any JSON value, the text of which is in a column of the logical type {@code json}. */
public final class WireJson {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");

    private WireJson() {}

    /**
     * A whole number of any size, which was sent as a number or as a text.
     *
     * @param field what an error calls it
     * @param json null for none
     * @return its digits as they were sent; null for none
     * @throws IllegalArgumentException when it is none
     */
    public static String wholeNumber(String field, String json) {
        if (json == null) {
            return null;
        }
        JsonNode value = read(field, json);
        String text = value.isTextual() ? value.textValue() : json;
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(field + ": expected a whole number, or a text that is one, but found "
                    + kind(value) + (value.isTextual() || value.isNumber() ? " that is none" : ""));
        }
        return text;
    }

    static JsonNode read(String field, String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(field + ": expected JSON", e);
        }
    }

    /** What a value is, for a person. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case ARRAY -> "an array";
            default -> "an object";
        };
    }
}
