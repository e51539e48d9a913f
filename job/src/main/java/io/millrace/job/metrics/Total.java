package io.millrace.job.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One number of {@link Totals}. Written by the task's thread alone and read by any: a write costs what a plain one
 * does, and a reader may be a moment behind.
 */
public final class Total {

    private final AtomicLong value;

    Total(long start) {
        value = new AtomicLong(start);
    }

    public void increment() {
        add(1);
    }

    public void add(long amount) {
        value.setOpaque(value.getPlain() + amount);
    }

    public long value() {
        return value.getOpaque();
    }
}
