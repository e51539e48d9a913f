/**
 * Stage 2 of 7, decode: what the decoders of all formats are made of, so that all of them refuse, name and keep things in
 * the same way. Start at {@link io.millrace.job.decode.common.Failure}.
 */
package io.millrace.job.decode.common;
