/**
 * The input: seeded events in NDJSON files, made once and kept. Start at {@link io.millrace.bench.data.InputFiles};
 * what an event looks like is in {@link io.millrace.bench.data.NestedEvents} and
 * {@link io.millrace.bench.data.NarrowEvents}.
 */
package io.millrace.bench.data;
