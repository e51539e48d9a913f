// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.FunctionConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.Map;

/** What is said of {@code types.transform} or {@code transform}. */
public final class FunctionBuilder extends SectionBuilder<FunctionConfig> {

    FunctionBuilder() {}

    /** {@code function}: The name of a function in {@code udfs/}. Required. Example: {@code clean-click}. */
    public FunctionBuilder function(String function) {
        value("function", function);
        return this;
    }

    /** {@code options}: The function's options. */
    public FunctionBuilder options(Map<String, String> options) {
        texts("options", options);
        return this;
    }
}
