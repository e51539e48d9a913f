package io.millrace.job.schema.infer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema that decodes every sample it was made of.
 *
 * @param schema the schema, a record
 * @param doubts what the samples did not settle, in the order of the fields
 */
public record InferredSchema(Schema schema, List<Doubt> doubts) {

    public InferredSchema {
        requireNonNull(schema, "schema");
        doubts = List.copyOf(doubts);
    }
}
