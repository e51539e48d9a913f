/**
 * Stage 3 of 7, transform. Takes {@link io.millrace.job.record.DecodedRecord}, gives {@link
 * io.millrace.job.record.DecodedRecord}: the same record with none, one or several rows in the place of each, as a user's
 * function on typed records says; a record without rows goes no further. The conversion between rows and typed records exists only in pipelines that have a function. Start at {@link
 * io.millrace.job.transform.TransformFunction}.
 */
package io.millrace.job.transform;
