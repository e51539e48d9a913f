/**
 * Stage 5 of 7, encode: one line of JSON per row, for files and for standard output. Start at
 * {@link io.millrace.job.encode.ndjson.NdjsonEncoderFactory}; what each type becomes is in
 * {@link io.millrace.job.encode.ndjson.RowJson}.
 */
package io.millrace.job.encode.ndjson;
