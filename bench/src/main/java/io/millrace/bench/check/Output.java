package io.millrace.bench.check;

/** What a run has written, after it was found to be right. */
public record Output(long rows, long bytes, int files) {}
