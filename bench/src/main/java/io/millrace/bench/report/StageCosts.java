package io.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's CPU seconds by what they were spent on, in the order of the stages. */
public record StageCosts(Result run, int samples, @JsonProperty("cpu_s") Map<String, Double> cpuSeconds) {

    public StageCosts {
        cpuSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(cpuSeconds));
    }
}
