package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** A time zone by its name or its offset. */
final class ZoneType implements ScalarType {
    @Override
    public String name() {
        return "time zone";
    }

    @Override
    public String expected() {
        return "a time zone";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        if (!scalar.isText()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(scalar.text()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String hint(String text) {
        return Suggestions.nearest(
                        text, ZoneId.getAvailableZoneIds().stream().sorted().toList())
                .map(zone -> "did you mean " + Quote.text(zone) + "?")
                .orElse("");
    }
}
