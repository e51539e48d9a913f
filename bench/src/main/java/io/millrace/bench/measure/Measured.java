package io.millrace.bench.measure;

/**
 * What a child process cost.
 *
 * @param cpuSeconds user and system time of the process and of all processes that it waited for
 * @param peakMib the largest sum of the peak resident sizes of the processes that were alive at one time
 */
public record Measured(int exitCode, double cpuSeconds, double wallSeconds, double peakMib) {}
