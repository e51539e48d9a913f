package io.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One run of one system, as a line of the file of results. MB are millions of bytes, MiB are 2^20. */
public record Result(
        String system,
        String data,
        String codec,
        int threads,
        int round,
        @JsonProperty("cpu_s") double cpuSeconds,
        @JsonProperty("wall_s") double wallSeconds,
        @JsonProperty("peak_mib") double peakMib,
        @JsonProperty("input_mb") double inputMb,
        @JsonProperty("output_mb") double outputMb,
        long rows,
        int files,
        @JsonProperty("bad_lines") long badLines) {}
