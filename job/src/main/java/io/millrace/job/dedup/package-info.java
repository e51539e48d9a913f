/**
 * Stage 1 of 7, source: deduplication, its second half. Takes the messages that the source received, or decoded records,
 * and gives each once: redeliveries by the queue are known by the message's id, repetitions by the producer by a key of
 * the producer's. What was seen is keyed state, so it is exact within its time to live, over restarts and rescaling.
 * Start at {@link io.millrace.job.dedup.Deduplication}.
 */
package io.millrace.job.dedup;
