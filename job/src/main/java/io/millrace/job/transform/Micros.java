package io.millrace.job.transform;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.table.data.TimestampData;

/** Times as microseconds since the epoch. What is finer is cut off, as Avro's own conversion does. */
final class Micros {

    private Micros() {}

    /** @throws ArithmeticException when the time is out of range */
    static long of(TimestampData time) {
        return Math.addExact(Math.multiplyExact(time.getMillisecond(), 1000L), time.getNanoOfMillisecond() / 1000);
    }

    /** @throws ArithmeticException when the time is out of range */
    static TimestampData of(Instant time) {
        long micros = Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
        return ofMicros(micros);
    }

    /** @throws ArithmeticException when the time is out of range */
    static TimestampData of(LocalDateTime time) {
        return of(time.toInstant(ZoneOffset.UTC));
    }

    static TimestampData ofMicros(long micros) {
        return TimestampData.fromEpochMillis(Math.floorDiv(micros, 1000L), (int) Math.floorMod(micros, 1000L) * 1000);
    }

    static TimestampData millis(Instant time) {
        return TimestampData.fromEpochMillis(time.toEpochMilli());
    }
}
