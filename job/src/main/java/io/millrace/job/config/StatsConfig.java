package io.millrace.job.config;

/** Counts and discards; has no keys. */
public record StatsConfig() {}
