package io.millrace.job.schema.infer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Finds the schema of JSON records. Every sample counts: a type is chosen at the end, when all values of a field are known,
 * and is one that holds each of them exactly. Not thread-safe.
 */
public final class SchemaInference {

    /** As the decoder's {@code max-depth} is by default. */
    private static final int MOST_DEPTH = 64;

    /** Longer numbers are a mistake, or an attack. */
    private static final int LONGEST_NUMBER = 10_000;

    private static final long FEW = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ObjectProfile records = new ObjectProfile();

    /**
     * Adds a sample.
     *
     * @param json one record, a JSON object in UTF-8
     * @throws IOException when it is no JSON object, names a field twice, or nests deeper than 64
     */
    public void add(byte[] json) throws IOException {
        JsonNode record = JSON.readTree(json);
        if (record == null || !record.isObject()) {
            throw new IOException("expected an object, but got "
                    + (record == null || record.isMissingNode()
                            ? "nothing"
                            : record.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        records.add(record);
    }

    /** How many samples there are. */
    public long samples() {
        return records.count();
    }

    /**
     * The schema of all samples.
     *
     * @param name the record's name
     * @param namespace its namespace; null for none
     * @throws IllegalArgumentException when there is no sample, no field that a column can hold, or the name is not one
     *     that Avro allows
     */
    public InferredSchema schema(String name, String namespace) {
        requireNonNull(name, "name");
        if (!FieldNames.isAllowed(name)) {
            throw new IllegalArgumentException("expected a name of letters, digits and '_', but got '" + name + "'");
        }
        if (namespace != null && !namespace.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            throw new IllegalArgumentException(
                    "expected a namespace, such as 'com.example', but got '" + namespace + "'");
        }
        if (samples() == 0) {
            throw new IllegalArgumentException("there is no record to infer a schema from");
        }
        if (records.isMap()) {
            throw new IllegalArgumentException("the records have more than " + ObjectProfile.MOST_FIELDS
                    + " different fields, which no table should have");
        }
        Inference inference = new Inference(namespace);
        Optional<Schema> schema = inference.record(name, "", records);
        if (samples() < FEW) {
            inference
                    .doubts()
                    .add(new Doubt(
                            Doubt.Kind.UNCERTAIN,
                            "",
                            "only " + samples() + " records: fields without null may be absent from others"));
        }
        return new InferredSchema(
                schema.orElseThrow(
                        () -> new IllegalArgumentException("the records have no field that a column can hold")),
                inference.doubts());
    }
}
