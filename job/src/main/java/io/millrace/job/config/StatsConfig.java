package io.millrace.job.config;

import java.io.Serializable;

/** Counts and discards; has no keys. */
public record StatsConfig() implements Serializable {}
