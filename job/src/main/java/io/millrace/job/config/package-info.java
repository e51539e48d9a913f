/**
 * The configuration of a pipeline: one immutable record per concern, bound from YAML. Every key is declared once, with
 * {@link io.millrace.job.config.Key}, and from there come the loader, the JSON Schema in {@code conf/}, the reference
 * page and the tests. Start at {@link io.millrace.job.config.PipelineConfig}.
 */
package io.millrace.job.config;
