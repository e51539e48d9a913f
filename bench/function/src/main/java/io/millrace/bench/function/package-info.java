/** Functions on the bench's events: what a step with a typed record costs, and a job that stands still. */
package io.millrace.bench.function;
