package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.RowType;

/**
 * The schema of a stage's rows: the Avro schema that is the contract, and Flink's view of the same columns in the same
 * order.
 */
public final class RecordSchema implements Serializable {

    /** The column that keeps unknown fields as JSON text, where the pipeline captures them. */
    public static final String RESCUED = "_rescued";

    private static final long serialVersionUID = 1L;

    private final Schema avro;
    private final RowType rowType;

    RecordSchema(Schema avro, RowType rowType) {
        this.avro = requireNonNull(avro, "avro");
        this.rowType = requireNonNull(rowType, "rowType");
    }

    public Schema avro() {
        return avro;
    }

    public RowType rowType() {
        return rowType;
    }
}
