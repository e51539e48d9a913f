package io.millrace.job.config;

import java.io.Serializable;
import java.util.Map;

/** One step of {@code transform}. */
public record FunctionConfig(
        @Key(doc = "The name of a function in `udfs/`.", example = "clean-click") String function,
        @Key(doc = "The function's options.", optional = true) Map<String, String> options)
        implements Serializable {}
