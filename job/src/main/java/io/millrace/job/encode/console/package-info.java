/**
 * Stage 5 of 7, encode: outputs that are not files. Takes rows, gives lines on standard output, or only counts. Start at
 * {@link io.millrace.job.encode.console.RowOutput}.
 */
package io.millrace.job.encode.console;
