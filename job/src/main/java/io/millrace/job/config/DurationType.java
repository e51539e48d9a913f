package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A duration that is not negative. */
final class DurationType implements ScalarType {
    private static final Pattern WITHOUT_UNIT = Pattern.compile("\\d+");
    private static final Pattern WITH_OTHER_UNIT = Pattern.compile("[\\d.]+ *\\p{L}+");

    @Override
    public String name() {
        return "duration";
    }

    @Override
    public String expected() {
        return "a duration";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        return scalar.isText() ? Durations.parse(scalar.text()).map(Object.class::cast) : Optional.empty();
    }

    @Override
    public String hint(String text) {
        if (WITHOUT_UNIT.matcher(text).matches()) {
            return "the unit is missing: " + Durations.UNITS;
        }
        return WITH_OTHER_UNIT.matcher(text).matches() ? "whole numbers of the units " + Durations.UNITS : "";
    }

    @Override
    public Object plain(Object value) {
        return Durations.format((Duration) value);
    }

    @Override
    public String pattern() {
        return "^(\\d{1,12} *(ms|s|min|h|d)|P[0-9DTHMS.]+)$";
    }
}
