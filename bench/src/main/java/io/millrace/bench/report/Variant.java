package io.millrace.bench.report;

/** A run of Millrace that differs from others in one thing, such as the columns, of which it has this value. */
public record Variant(String what, String value, Result run) {}
