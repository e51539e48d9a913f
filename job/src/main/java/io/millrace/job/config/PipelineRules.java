package io.millrace.job.config;

/** What keys ask of each other. */
final class PipelineRules {

    private PipelineRules() {}

    static void check(Bound config, Problems problems) {}
}
