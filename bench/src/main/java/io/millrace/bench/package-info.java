/**
 * The bench: Millrace beside other systems that do the same work on the same data. Start at
 * {@link io.millrace.bench.Bench}, the command line, and {@link io.millrace.bench.Rounds}, which runs everything.
 */
package io.millrace.bench;
