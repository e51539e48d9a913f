package io.millrace.bench.report;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The median of several measurements, between the lowest and the highest. */
record Spread(double median, double lowest, double highest) {

    static <T> Spread of(Collection<T> results, ToDoubleFunction<T> value) {
        double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no results");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    String text(int digits) {
        return text("%." + digits + "f");
    }

    /** Each of the three in this format. */
    String text(String format) {
        String middle = String.format(Locale.ROOT, format, median);
        String low = String.format(Locale.ROOT, format, lowest);
        String high = String.format(Locale.ROOT, format, highest);
        return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
    }
}
