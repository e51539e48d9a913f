package io.millrace.job.announce;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** The durations of the last thousand calls. Quantiles and the mean are fractions of seconds. Any thread. */
final class SecondsHistogram implements Histogram {

    private static final int KEPT = 1000;
    private static final double NANOS = 1e9;

    private final long[] nanos = new long[KEPT];
    private long count;

    synchronized void updateNanos(long duration) {
        nanos[(int) (count++ % KEPT)] = duration;
    }

    /** @param seconds whole seconds; durations come in through {@link #updateNanos} */
    @Override
    public void update(long seconds) {
        updateNanos(Math.round(seconds * NANOS));
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        return new Snapshot(Arrays.copyOf(nanos, (int) Math.min(count, KEPT)));
    }

    private static final class Snapshot extends HistogramStatistics {

        private final long[] sorted;

        Snapshot(long[] values) {
            Arrays.sort(values);
            sorted = values;
        }

        @Override
        public double getQuantile(double quantile) {
            if (sorted.length == 0) {
                return 0;
            }
            int index = (int) Math.ceil(quantile * sorted.length) - 1;
            return sorted[Math.max(0, Math.min(sorted.length - 1, index))] / NANOS;
        }

        /** In whole seconds, as Flink's interface wants it. */
        @Override
        public long[] getValues() {
            return Arrays.stream(sorted).map(Snapshot::seconds).toArray();
        }

        @Override
        public int size() {
            return sorted.length;
        }

        @Override
        public double getMean() {
            return Arrays.stream(sorted).average().orElse(0) / NANOS;
        }

        @Override
        public double getStdDev() {
            double mean = getMean();
            double squares = Arrays.stream(sorted)
                    .mapToDouble(value -> (value / NANOS - mean) * (value / NANOS - mean))
                    .sum();
            return sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1));
        }

        @Override
        public long getMax() {
            return sorted.length == 0 ? 0 : seconds(sorted[sorted.length - 1]);
        }

        @Override
        public long getMin() {
            return sorted.length == 0 ? 0 : seconds(sorted[0]);
        }

        private static long seconds(long value) {
            return Math.round(value / NANOS);
        }
    }
}
