/** Child processes, and what they cost: CPU seconds, wall time, memory. Start at {@link io.millrace.bench.measure.Child}. */
package io.millrace.bench.measure;
