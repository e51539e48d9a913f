/**
 * Stage 5 of 7, encode. Takes the rows of one partition, gives the bytes of one file. Start at
 * {@link io.millrace.job.encode.EncoderFactories}.
 *
 * <p>Encoding is total: whatever could be wrong with a row was checked by the stages before, so an exception from an
 * encoder is fatal to the task and never a half-written record.
 */
package io.millrace.job.encode;
