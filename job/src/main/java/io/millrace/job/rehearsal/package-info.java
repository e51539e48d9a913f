/**
 * Stages 2 to 4 in one thread, without a job: the functions that a job's operators run, given messages one by one. Writes
 * nothing. Start at {@link io.millrace.job.rehearsal.Rehearsal}.
 */
package io.millrace.job.rehearsal;
