package io.millrace.job.metrics;

import static java.util.Objects.requireNonNull;

import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.HdrHistogram.HistogramIterationValue;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * What was measured in the last five to ten minutes, each value within a hundredth of itself, none left out. The count is
 * of all that was ever measured. Any thread.
 */
public final class RecentHistogram implements Histogram {

    private static final long HALF_NANOS = 300_000_000_000L;
    private static final int DIGITS = 2;

    private final double unit;
    private final LongSupplier nanoTime;

    private org.HdrHistogram.Histogram current = new org.HdrHistogram.Histogram(DIGITS);
    private org.HdrHistogram.Histogram previous = new org.HdrHistogram.Histogram(DIGITS);
    private long currentSince;
    private long count;

    /** @param unit how many of what is measured make one of what is shown: 1000 for seconds out of milliseconds */
    public RecentHistogram(double unit) {
        this(unit, System::nanoTime);
    }

    RecentHistogram(double unit, LongSupplier nanoTime) {
        this.unit = unit;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.currentSince = nanoTime.getAsLong();
    }

    @Override
    public void update(long value) {
        update(value, 1);
    }

    /** So many equal values; one below zero, which a clock that was set back gives, is zero. */
    public synchronized void update(long value, long times) {
        forgetOld();
        current.recordValueWithCount(Math.max(0, value), times);
        count += times;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        forgetOld();
        org.HdrHistogram.Histogram both = current.copy();
        both.add(previous);
        return new Statistics(both, unit);
    }

    private void forgetOld() {
        long now = nanoTime.getAsLong();
        long age = now - currentSince;
        if (age < HALF_NANOS) {
            return;
        }
        org.HdrHistogram.Histogram oldest = previous;
        oldest.reset();
        previous = current;
        current = oldest;
        if (age >= 2 * HALF_NANOS) {
            previous.reset();
        }
        currentSince = now;
    }

    private static final class Statistics extends HistogramStatistics {

        private final org.HdrHistogram.Histogram values;
        private final double unit;

        Statistics(org.HdrHistogram.Histogram values, double unit) {
            this.values = values;
            this.unit = unit;
        }

        @Override
        public double getQuantile(double quantile) {
            return values.getValueAtPercentile(quantile * 100) / unit;
        }

        /** Each different one once: there may be millions of them. */
        @Override
        public long[] getValues() {
            return StreamSupport.stream(values.recordedValues().spliterator(), false)
                    .mapToLong(HistogramIterationValue::getValueIteratedTo)
                    .map(this::whole)
                    .toArray();
        }

        @Override
        public int size() {
            return (int) Math.min(Integer.MAX_VALUE, values.getTotalCount());
        }

        @Override
        public double getMean() {
            return values.getMean() / unit;
        }

        @Override
        public double getStdDev() {
            return values.getStdDeviation() / unit;
        }

        @Override
        public long getMax() {
            return whole(values.getMaxValue());
        }

        @Override
        public long getMin() {
            return whole(values.getMinValue());
        }

        private long whole(long value) {
            return Math.round(value / unit);
        }
    }
}
