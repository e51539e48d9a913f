package io.millrace.job.quickstart;

/**
 * Consecutive steps of a {@link ClickSequence}.
 *
 * @param from the first
 * @param to the one after the last
 */
record StepRange(long from, long to) {

    StepRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("steps must be at least one, but are from " + from + " to " + to);
        }
    }
}
