/**
 * The configuration of a pipeline: one immutable record per concern, bound from YAML. Every key is declared once, with
 * {@link io.millrace.job.config.Key}, and from there come the loader, the JSON Schema in {@code conf/}, the reference
 * page and the tests. Start at {@link io.millrace.job.config.PipelineConfig} for the keys, and at
 * {@link io.millrace.job.config.ConfigLoader} for how they are read:
 *
 * <pre>
 * text → YamlSource → nodes with their places → Overrides (--set) → Binder, with Substitution (${...}) → PipelineConfig
 *                                                                        └→ Bound → PipelineRules (between keys)
 * </pre>
 *
 * Whatever is wrong on the way goes to {@code Problems}, and all of it is thrown at the end.
 */
package io.millrace.job.config;
