/**
 * Stage 5 of 7, encode: what formats without columns know of the size of a file that is being written. Start at
 * {@link io.millrace.job.encode.stream.CountedStream}.
 */
package io.millrace.job.encode.stream;
