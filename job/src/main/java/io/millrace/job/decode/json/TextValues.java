package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.IgnoredNames;
import io.millrace.job.decode.common.Rescue;
import io.millrace.job.decode.common.Scratch;
import org.apache.avro.Schema;

/**
 * Reads values that stand as text by themselves, the cells of a CSV record or the text fields of a message, as JSON
 * values are read. Used by one thread.
 */
public final class TextValues {

    private final Parts parts;

    public TextValues(DecodeConfig config) {
        parts = new Parts(config);
    }

    /** Where it is noted why a value does not fit. */
    public Failure failure() {
        return parts.failure;
    }

    /** Where values are put that are not in the record as they should be in the row; to be emptied for each record. */
    public Scratch scratch() {
        return parts.scratch;
    }

    /** The reader of one type that is no record, array or map. */
    public TextValue of(Schema scalar) {
        return new TextValue(new Readers(parts, null).scalar(AvroSchemas.withoutNull(scalar), scalar.isNullable()));
    }

    /**
     * The reader of all fields of a record.
     *
     * @param unknown what happens to unknown fields of nested records
     * @param names where those that are ignored are counted
     * @param rescue where those that are captured are kept; null where they are not
     */
    public TextColumns columns(Schema schema, DecodeConfig.UnknownFields unknown, IgnoredNames names, Rescue rescue) {
        return new TextColumns(parts, schema, UnknownFields.Factory.of(unknown, parts, names, rescue));
    }
}
