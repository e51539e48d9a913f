/**
 * Beside stages 2 to 4: rejected records. Takes {@link io.millrace.model.RejectedRecord} from every stage that rejects,
 * gives rows of the dead letters' schema, which are written to files as all rows are, with the same checkpoint. Start at
 * {@link io.millrace.job.reject.DeadLetterRows}.
 */
package io.millrace.job.reject;
