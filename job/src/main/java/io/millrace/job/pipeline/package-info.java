/**
 * The wiring: the only package of the job that sees more than one stage. Start at {@link
 * io.millrace.job.pipeline.Pipeline}, which reads like the diagram in {@code ARCHITECTURE.md}.
 */
package io.millrace.job.pipeline;
