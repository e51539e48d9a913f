/**
 * Stage 3 of 7, transform. Takes {@link io.millrace.job.record.DecodedRecord}, gives {@link
 * io.millrace.job.record.DecodedRecord}: none, one or several for each, as a user's function on typed records says. The
 * conversion between rows and typed records exists only in pipelines that have a function. Start at {@link
 * io.millrace.job.transform.TransformFunction}.
 */
package io.millrace.job.transform;
