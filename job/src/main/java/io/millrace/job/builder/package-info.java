/**
 * A pipeline in Java: what YAML says, by methods that are called as the keys are. Start at
 * {@link io.millrace.job.Millrace#pipeline}, and at {@link io.millrace.job.builder.JavaPipeline} for how such a pipeline is
 * run. The builders are generated from the declarations of the keys in {@code config}; what they collect is bound there, by
 * the same rules as YAML.
 */
package io.millrace.job.builder;
