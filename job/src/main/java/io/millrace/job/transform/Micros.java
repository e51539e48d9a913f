package io.millrace.job.transform;

import java.time.Instant;

/** Times as microseconds since the epoch. What is finer is cut off, as Avro's own conversion does. */
final class Micros {

    private static final long PER_SECOND = 1_000_000L;

    private Micros() {}

    /** @throws ArithmeticException when the time is out of range */
    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / 1000);
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }
}
