/**
 * What runs in the child processes of DuckDB and Flink. Nothing here knows the bench: each is a small program that a
 * user of that system could have written.
 */
package io.millrace.bench.peer;
