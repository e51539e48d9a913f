/**
 * Stage 5 of 7, encode: what the text formats share, NDJSON and CSV: the text of a number, a date, a time
 * ({@link io.millrace.job.encode.text.ScalarText}), and a file that is compressed as a whole
 * ({@link io.millrace.job.encode.text.TextFile}).
 */
package io.millrace.job.encode.text;
