package io.millrace.job.builder;

import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.SectionBuilder;

public final class PipelineBuilder extends SectionBuilder<PipelineConfig> {
    public PipelineBuilder() {}

    public PipelineBuilder name(String name) {
        value("name", name);
        return this;
    }
}
