/**
 * Where Millrace's CPU time goes: samples of a flight recording, weighed with the CPU time of each thread. Start at
 * {@link io.millrace.bench.profile.Breakdown}.
 */
package io.millrace.bench.profile;
