package io.millrace.job.route;

import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.avro.SchemaBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What finding a row's partition costs, beside {@code java.time}'s formatter, which says the same; and what it costs when a
 * directory is called after one of eight texts of the row, too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouteBenchmark {

    private static final int TIMES = 1 << 14;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    /** How many hours the events are spread over, at random. */
    @Param({"1", "24", "1000"})
    public int hours;

    @Param({"UTC", "America/New_York"})
    public String zone;

    private long[] micros;
    private int next;
    private Partitioner partitioner;
    private Partitioner ofField;
    private final SlotRow[] rows = new SlotRow[8];
    private DateTimeFormatter formatter;

    @Setup
    public void makeTimes() {
        SplittableRandom random = new SplittableRandom(1);
        long begin = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond() * 1_000_000;
        micros = random.longs(TIMES, begin, begin + hours * MICROS_PER_HOUR).toArray();
        ZoneId id = zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
        EventTimeConfig eventTime =
                new EventTimeConfig(null, id, EventTimeConfig.Fallback.REJECT, Duration.ofDays(1), Duration.ofDays(1));
        RecordSchema schema = RecordSchema.of(SchemaBuilder.record("Event")
                .fields()
                .requiredString("collection")
                .requiredLong("id")
                .endRecord());
        partitioner = Layout.of(RouteConfig.of(RouteConfig.Layout.DATE_HOUR, eventTime), schema)
                .partitioner();
        ofField = Layout.of(RouteConfig.of(RouteConfig.Layout.HIVE, eventTime), schema)
                .partitioner();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new SlotRow(schema.rowType());
            rows[i].setView(0, ("collection number " + i).getBytes(StandardCharsets.UTF_8));
        }
        formatter = DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(id);
    }

    private long time() {
        next = (next + 1) & (TIMES - 1);
        return micros[next];
    }

    @Benchmark
    public String millrace() throws UnroutableException {
        return partitioner.partition(null, time());
    }

    @Benchmark
    public String millraceWithAField() throws UnroutableException {
        long time = time();
        return ofField.partition(rows[(int) time & 7], time);
    }

    @Benchmark
    public String javaTime() {
        long time = time();
        return formatter.format(
                Instant.ofEpochSecond(Math.floorDiv(time, 1_000_000L), Math.floorMod(time, 1_000_000L) * 1000));
    }
}
