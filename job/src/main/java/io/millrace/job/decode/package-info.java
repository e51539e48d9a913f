/**
 * Stage 2 of 7, decode. Takes messages as their queue delivered them, gives typed rows. Start at
 * {@link io.millrace.job.decode.DecodeFunction}.
 */
package io.millrace.job.decode;
