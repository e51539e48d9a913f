/**
 * Stage 2 of 7, decode: what is around records. Takes a message's body, gives the bytes of each record in it. Start at
 * {@link io.millrace.job.decode.unwrap.Unwrapper}; each layer is a {@code Layer}.
 */
package io.millrace.job.decode.unwrap;
