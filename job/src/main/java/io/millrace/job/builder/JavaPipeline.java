package io.millrace.job.builder;

/**
 * A pipeline that is written in Java: what {@code class:NAME} names where a command takes a pipeline's file. The class is
 * public and has a public constructor without parameters.
 */
@FunctionalInterface
public interface JavaPipeline {

    /**
     * Says the whole pipeline. Called once for each command, in the process that starts the job and never by the job itself.
     */
    PipelineBuilder pipeline();
}
