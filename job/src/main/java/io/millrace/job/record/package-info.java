/**
 * The boundary types between the stages inside the job: what a record looks like on each arrow of the flow, and how
 * Flink copies it when it has to. Every stage imports this package; it imports none of them.
 */
package io.millrace.job.record;
