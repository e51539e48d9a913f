/**
 * Whether a system wrote what it was given: DuckDB reads the input and the output, and both must have the same rows.
 * Start at {@link io.millrace.bench.check.OutputCheck}.
 */
package io.millrace.bench.check;
