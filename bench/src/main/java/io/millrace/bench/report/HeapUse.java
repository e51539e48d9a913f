package io.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Live objects of a job at work and of the same job that stands still, in MiB after full collections. */
public record HeapUse(
        int threads,
        @JsonProperty("input_mb") double inputMb,
        @JsonProperty("working_mib") double workingMib,
        int looks,
        @JsonProperty("idle_mib") double idleMib) {

    double perSlotMib() {
        return (workingMib - idleMib) / threads;
    }
}
