package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * What one operator instance did with records between two checkpoints. Over all operators and instances, and so over any
 * number of checkpoints, {@code received = written + filtered + duplicates + rejected}.
 *
 * @param id unique: the same balance that is announced twice has the same id
 * @param operator the operator's uid
 * @param subtask which parallel instance, from 0
 * @param checkpointId the checkpoint that ends the time this is about
 * @param received records that came in: messages, and what unwrapping a message adds to one, or takes from it
 * @param written records that went to the output whole
 * @param filtered records of which functions left nothing
 * @param duplicates messages and records that came before
 * @param rejected records, or whole messages, that became dead letters
 * @param rows the rows of the written records
 */
public record Balance(
        String id,
        String operator,
        int subtask,
        long checkpointId,
        long received,
        long written,
        long filtered,
        long duplicates,
        long rejected,
        long rows)
        implements OperatorReport {

    public Balance {
        requireNonNull(id, "id");
        requireNonNull(operator, "operator");
    }
}
