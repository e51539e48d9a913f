/**
 * The systems that do the same work, each in a child process of its own. A
 * {@link io.millrace.bench.system.BenchSystem} writes what the child needs and gives its command line; what runs in the
 * child is in {@code io.millrace.bench.peer}.
 */
package io.millrace.bench.system;
