/**
 * What the job counts, and by which names. Metrics that describe an instant are Flink's own kind; totals, which a person
 * adds up after the job, are kept in state so that a restart counts nothing twice. Start at
 * {@link io.millrace.job.metrics.Totals}.
 */
package io.millrace.job.metrics;
