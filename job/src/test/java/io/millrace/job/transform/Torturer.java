package io.millrace.job.transform;

import io.millrace.job.transform.typed.Color;
import io.millrace.job.transform.typed.Hash;
import io.millrace.job.transform.typed.Inner;
import io.millrace.job.transform.typed.Torture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records with a value of every type. */
final class Torturer {

    private Torturer() {}

    /** Values at the edges of their types; everything that may be null is. */
    static Torture extremes() {
        Torture torture = new Torture();
        torture.setFlag(true);
        torture.setSmall(Integer.MIN_VALUE);
        torture.setLarge(Long.MAX_VALUE);
        torture.setRatio(Float.MIN_VALUE);
        torture.setExact(-0.0);
        torture.setText("Zoë 🦆 \u0000");
        torture.setRaw(ByteBuffer.wrap(new byte[] {9, 0, -1, 9}, 1, 2));
        torture.setId(UUID.fromString("2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11"));
        torture.setColor(Color.GREEN);
        torture.setHash(new Hash(new byte[] {1, -2, 3, -4}));
        torture.setPrice(new BigDecimal("-9999999999.99"));
        torture.setBalance(new BigDecimal("9999999999999999999999999999999999.9999"));
        torture.setRate(new BigDecimal("-0.000001"));
        torture.setMillis(Instant.ofEpochMilli(-1));
        torture.setMicros(Instant.parse("0001-01-01T00:00:00.000001Z"));
        torture.setLocalMillis(LocalDateTime.parse("1969-12-31T23:59:59.999"));
        torture.setLocalMicros(LocalDateTime.parse("9999-12-31T23:59:59.999999"));
        torture.setDay(LocalDate.parse("1969-12-31"));
        torture.setTimeMillis(LocalTime.parse("23:59:59.999"));
        torture.setTimeMicros(LocalTime.parse("23:59:59.999999"));
        torture.setInner(inner(null));
        torture.setMaybeLarge(null);
        torture.setTimes(List.of());
        torture.setDays(List.of());
        torture.setPrices(Map.of());
        torture.setInners(List.of());
        torture.setGrid(List.of());
        torture.setPlaces(Map.of());
        return torture;
    }

    /** Nothing is null but elements that may be. */
    static Torture full() {
        Torture torture = extremes();
        torture.setInner(inner("outer"));
        torture.setMaybeFlag(false);
        torture.setMaybeLarge(-7L);
        torture.setMaybeColor(Color.RED);
        torture.setMaybeHash(new Hash(new byte[] {0, 0, 0, 0}));
        torture.setMaybeInner(inner("maybe"));
        torture.setMaybeList(Arrays.asList(1L, null, Long.MIN_VALUE));
        torture.setTimes(List.of(Instant.EPOCH, Instant.parse("2026-03-02T06:00:00.123456Z")));
        torture.setDays(Arrays.asList(LocalDate.EPOCH, null));
        Map<String, BigDecimal> prices = new HashMap<>();
        prices.put("größe", new BigDecimal("1.10"));
        prices.put("", null);
        torture.setPrices(prices);
        torture.setInners(List.of(inner("a"), inner(null)));
        torture.setGrid(List.of(List.of(1, 2), List.of(), List.of(3)));
        torture.setPlaces(Map.of("x", Map.of("y", inner("deep")), "empty", Map.of()));
        return torture;
    }

    static Inner inner(String name) {
        Inner inner = new Inner();
        inner.setName(name);
        inner.setAmount(name == null ? null : new BigDecimal("-12345.6"));
        inner.setAt(name == null ? null : Instant.parse("2026-03-02T06:00:00Z"));
        inner.setTags(name == null ? List.of() : List.of(name, "ü"));
        return inner;
    }
}
