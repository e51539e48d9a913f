package io.millrace.job.config;

import java.util.List;
import java.util.Map;

/** The cases of a pipeline: one YAML file beside the pipeline's, {@code NAME.test.yaml}. */
public record CasesConfig(
        @Key(
                        doc =
                                "The pipeline's file, relative to this one, or `class:NAME` for a pipeline in Java. When absent, `NAME.yaml` for `NAME.test.yaml`.",
                        optional = true,
                        example = "clickstream.yaml")
                String pipeline,
        @Key(
                        doc =
                                "What the pipeline's variables stand for. Those of the environment are not looked at, so that a case has the same result everywhere.",
                        optional = true)
                Map<String, String> variables,
        @Key(doc = "Messages, and what is to become of each.") List<CaseConfig> cases) {

    public CasesConfig {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("expected at least one case, but got none");
        }
    }
}
