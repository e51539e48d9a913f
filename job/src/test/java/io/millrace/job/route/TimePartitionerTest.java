package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.Directory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimePartitionerTest {

    private static final DateTimeFormatter EXPECTED = DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT);

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-20T19:34:26Z, 2026/11/20/19",
        "UTC, 1970-01-01T00:00:00Z, 1970/01/01/00",
        "UTC, 1969-12-31T23:59:59.999999Z, 1969/12/31/23",
        "UTC, 0001-01-02T00:00:00Z, 0001/01/02/00",
        "UTC, 9999-12-31T00:00:00Z, 9999/12/31/00",
        "UTC, 2024-02-29T12:00:00Z, 2024/02/29/12",
        "UTC, 2100-02-28T23:59:59Z, 2100/02/28/23",
        "UTC, 2100-03-01T00:00:00Z, 2100/03/01/00",
        // Clocks go from 02:00 to 03:00, and from 03:00 back to 02:00.
        "Europe/Berlin, 2026-03-29T00:59:59.999999Z, 2026/03/29/01",
        "Europe/Berlin, 2026-03-29T01:00:00Z, 2026/03/29/03",
        "Europe/Berlin, 2026-10-25T00:30:00Z, 2026/10/25/02",
        "Europe/Berlin, 2026-10-25T01:30:00Z, 2026/10/25/02",
        "Europe/Berlin, 2026-10-25T02:00:00Z, 2026/10/25/03",
        // Half past the hour, three quarters, and a change of half an hour.
        "Asia/Kolkata, 2026-06-01T18:29:59Z, 2026/06/01/23",
        "Asia/Kolkata, 2026-06-01T18:30:00Z, 2026/06/02/00",
        "Asia/Kathmandu, 2026-06-01T18:14:59Z, 2026/06/01/23",
        "Asia/Kathmandu, 2026-06-01T18:15:00Z, 2026/06/02/00",
        "Australia/Lord_Howe, 2026-10-03T15:29:59Z, 2026/10/04/01",
        "Australia/Lord_Howe, 2026-10-03T15:30:00Z, 2026/10/04/02",
        "Australia/Lord_Howe, 2026-04-04T14:59:59Z, 2026/04/05/01",
        "Australia/Lord_Howe, 2026-04-04T15:00:00Z, 2026/04/05/01",
        "Australia/Lord_Howe, 2026-04-04T15:30:00Z, 2026/04/05/02",
        // A whole day that Samoa skipped, and a zone with seconds in its offset.
        "Pacific/Apia, 2011-12-30T09:59:59Z, 2011/12/29/23",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011/12/31/00",
        "Africa/Monrovia, 1971-01-01T00:44:29Z, 1970/12/31/23",
        "Africa/Monrovia, 1971-01-01T00:44:30Z, 1971/01/01/00"
    })
    void anInstantBelongsToTheHourThatClocksInTheZoneShow(ZoneId zone, Instant instant, String partition) {
        assertThat(dateHour(zone).partition(null, micros(instant))).isEqualTo(partition);
    }

    @Property(tries = 2_000)
    void agreesWithJavaTimeWhateverWasAskedBefore(@ForAll("zones") ZoneId zone, @ForAll("instants") long[] micros) {
        TimePartitioner partitioner = dateHour(zone);
        for (long each : micros) {
            assertThat(partitioner.partition(null, each)).isEqualTo(expected(zone, each));
        }
    }

    @Property
    void agreesWithJavaTimeOnBothSidesOfEveryChangeOfClocks(@ForAll("zones") ZoneId zone) {
        TimePartitioner partitioner = dateHour(zone);
        Instant from = Instant.parse("1900-01-01T00:00:00Z");
        var change = zone.getRules().nextTransition(from);
        for (int i = 0; i < 300 && change != null; i++) {
            for (long offset : new long[] {-3_600_000_001L, -1, 0, 1, 899_999_999L, 1_800_000_000L, 3_600_000_000L}) {
                long micros = micros(change.getInstant()) + offset;
                assertThat(partitioner.partition(null, micros)).isEqualTo(expected(zone, micros));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    @Test
    void anHourIsOneObjectForTheWriterToLookUp() {
        TimePartitioner partitioner = dateHour(ZoneId.of("UTC"));
        long hour = micros(Instant.parse("2026-11-20T19:00:00Z"));
        assertThat(partitioner.partition(null, hour)).isSameAs(partitioner.partition(null, hour + 1));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "Africa/Casablanca",
                        "America/Sao_Paulo",
                        "Africa/Monrovia",
                        "Asia/Tehran",
                        "+05:45",
                        "-18:00")
                .map(ZoneId::of);
    }

    /** Near each other, as a stream's are, and anywhere. */
    @Provide
    Arbitrary<long[]> instants() {
        Arbitrary<Long> anywhere = Arbitraries.longs().between(EventTime.MIN_MICROS, EventTime.MAX_MICROS);
        Arbitrary<Long> thisCentury = Arbitraries.longs()
                .between(micros(Instant.parse("1999-12-31T00:00:00Z")), micros(Instant.parse("2040-01-01T00:00:00Z")));
        Arbitrary<Long> start = Arbitraries.oneOf(anywhere, thisCentury);
        Arbitrary<long[]> steps = Arbitraries.longs()
                .between(-7_200_000_000L, 7_200_000_000L)
                .array(long[].class)
                .ofMaxSize(12);
        return start.flatMap(first -> steps.map(all -> {
            for (int i = 0; i < all.length; i++) {
                all[i] = Math.min(EventTime.MAX_MICROS, Math.max(EventTime.MIN_MICROS, first + all[i]));
            }
            return all;
        }));
    }

    private static TimePartitioner dateHour(ZoneId zone) {
        return new TimePartitioner(
                zone,
                Stream.of("time:year", "time:month", "time:day", "time:hour")
                        .map(Directory::parse)
                        .toList());
    }

    private static String expected(ZoneId zone, long micros) {
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
        return EXPECTED.format(ZonedDateTime.ofInstant(instant, zone));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
