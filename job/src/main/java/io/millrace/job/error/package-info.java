/**
 * What every stage does with a record it cannot pass on, and when too many of them stop the job. Start at
 * {@link io.millrace.job.error.Rejector}.
 */
package io.millrace.job.error;
