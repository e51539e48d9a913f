package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.EventTimeConfig.Fallback;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimeTest {

    private static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** One column of each type of time, some that are none, and one in a nested record. */
    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "millis", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
              {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "local_millis", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
              {"name": "local_micros", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "number", "type": "long"},
              {"name": "text", "type": "string"},
              {"name": "meta", "type": ["null", {"type": "record", "name": "Meta", "fields": [
                {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]}]}]}]}
            """));

    @Test
    void withoutAFieldItIsTheTimeAtWhichTheMessageWasSent() throws Exception {
        assertThat(time(config(null)).micros(row(), SENT.toEpochMilli())).isEqualTo(micros(SENT));
    }

    @Test
    void withoutAFieldAMessageThatDoesNotSayWhenItWasSentIsRejected() {
        assertThat(rejection(config(null), row(), -1).message())
                .isEqualTo("the source does not say when the message was sent");
    }

    @Test
    void timestampsOfBothPrecisionsAreInstants() throws Exception {
        Instant at = Instant.parse("2026-11-20T11:59:59.123456Z");
        GenericRowData row = row();
        row.setField(0, TimestampData.fromInstant(at));
        row.setField(1, TimestampData.fromInstant(at));
        assertThat(time(config("millis")).micros(row, SENT.toEpochMilli())).isEqualTo(micros(at));
        assertThat(time(config("micros")).micros(row, SENT.toEpochMilli())).isEqualTo(micros(at));
    }

    @Test
    void timesBeforeTheEpochKeepTheirFraction() throws Exception {
        Instant at = Instant.parse("1969-12-31T23:59:59.999999Z");
        GenericRowData row = row();
        row.setField(1, TimestampData.fromInstant(at));
        assertThat(time(config("micros")).micros(row, -1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:30:00.000001, 2026-11-20T11:30:00.000001Z",
        "2026-07-01T12:30:00, 2026-07-01T10:30:00Z",
        // Skipped by the clocks: moved on by the hour that they skip.
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
        // Shown twice: the first time.
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "2026-10-25T03:00:00, 2026-10-25T02:00:00Z",
        "1969-07-20T21:17:40.5, 1969-07-20T20:17:40.500Z"
    })
    void timestampsWithoutAZoneAreWhatClocksInTheZoneShow(LocalDateTime local, Instant instant) throws Exception {
        GenericRowData row = row();
        row.setField(3, TimestampData.fromLocalDateTime(local));
        assertThat(time(config("local_micros")).micros(row, -1)).isEqualTo(micros(instant));
    }

    @Property(tries = 1_000)
    void localTimesAgreeWithJavaTime(@ForAll("zones") ZoneId zone, @ForAll("localSeconds") long[] seconds) {
        WallClock clock = new WallClock(zone);
        for (long second : seconds) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, java.time.ZoneOffset.UTC);
            assertThat(clock.toInstantMicros(second * 1_000_000 + 7))
                    .isEqualTo(micros(local.atZone(zone).toInstant()) + 7);
        }
    }

    @Test
    void localTimesAroundEveryChangeOfClocksAgreeWithJavaTime() {
        for (String name : new String[] {"Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia"}) {
            ZoneId zone = ZoneId.of(name);
            WallClock clock = new WallClock(zone);
            var change = zone.getRules().nextTransition(Instant.parse("1890-01-01T00:00:00Z"));
            for (int i = 0; i < 300 && change != null; i++) {
                for (long step : new long[] {-3601, -900, -1, 0, 1, 450, 1799, 1800, 3599, 3600, 86_400}) {
                    LocalDateTime local = change.getDateTimeBefore().plusSeconds(step);
                    assertThat(clock.toInstantMicros(local.toEpochSecond(java.time.ZoneOffset.UTC) * 1_000_000))
                            .as("%s in %s", local, zone)
                            .isEqualTo(micros(local.atZone(zone).toInstant()));
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    @Test
    void aDateIsItsFirstInstantInTheZone() throws Exception {
        GenericRowData row = row();
        row.setField(4, (int) LocalDate.parse("2024-02-29").toEpochDay());
        assertThat(time(config("day")).micros(row, -1)).isEqualTo(micros(Instant.parse("2024-02-28T23:00:00Z")));
    }

    @Test
    void aFieldOfANestedRecordIsNamedWithDots() throws Exception {
        GenericRowData row = row();
        row.setField(7, GenericRowData.of(TimestampData.fromInstant(SENT)));
        assertThat(time(config("meta.at")).micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT));
    }

    @Test
    void anAbsentTimeIsRejectedWithItsField() {
        for (GenericRowData row : new GenericRowData[] {nested(null), nested(GenericRowData.of((Object) null))}) {
            Rejection rejection = rejection(config("meta.at"), row, SENT.toEpochMilli());
            assertThat(rejection.stage()).isEqualTo(Stage.ROUTE);
            assertThat(rejection.kind()).isEqualTo(ErrorKind.ROUTE);
            assertThat(rejection.message()).isEqualTo("the event time is absent");
            assertThat(rejection.fieldPath()).isEqualTo("meta.at");
            assertThat(rejection.actual()).isEqualTo("null");
        }
    }

    @Test
    void anAbsentOrImplausibleTimeFallsBackToTheMessagesWhereThatIsConfigured() throws Exception {
        EventTime time = time(
                new EventTimeConfig("millis", BERLIN, Fallback.MESSAGE_TIME, Duration.ofDays(1), Duration.ofHours(1)));
        GenericRowData row = row();
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT));
        row.setField(0, TimestampData.fromInstant(SENT.plusSeconds(3601)));
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT));
        row.setField(0, TimestampData.fromInstant(SENT.plusSeconds(3600)));
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT.plusSeconds(3600)));
    }

    @Test
    void theWallClockIsLookedAtOnlyWhereItIsAskedForByName() throws Exception {
        Instant now = Instant.parse("2030-01-01T00:00:00.123Z");
        EventTimeConfig byClock =
                new EventTimeConfig("millis", BERLIN, Fallback.WALL_CLOCK, Duration.ofDays(1), Duration.ofHours(1));
        EventTime time = new EventTime(byClock, SCHEMA, true, Clock.fixed(now, ZoneId.of("UTC")));
        GenericRowData row = row();
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(now));
        row.setField(0, TimestampData.fromInstant(SENT.plusSeconds(3601)));
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(now));
        row.setField(0, TimestampData.fromInstant(SENT));
        assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT));

        EventTimeConfig withoutField =
                new EventTimeConfig(null, BERLIN, Fallback.WALL_CLOCK, Duration.ofDays(1), Duration.ofHours(1));
        EventTime sent = new EventTime(withoutField, SCHEMA, true, Clock.fixed(now, ZoneId.of("UTC")));
        assertThat(sent.micros(row, SENT.toEpochMilli())).isEqualTo(micros(SENT));
        assertThat(sent.micros(row, -1)).isEqualTo(micros(now));
    }

    @Test
    void whereNoDirectoryNeedsItAnUnknownTimeStaysUnknown() throws Exception {
        EventTime time = new EventTime(config(null), SCHEMA, false, Clock.systemUTC());
        assertThat(time.micros(row(), -1)).isEqualTo(RoutedRecord.NO_EVENT_TIME);
        assertThat(time.micros(row(), SENT.toEpochMilli())).isEqualTo(micros(SENT));
        EventTime ofField = new EventTime(config("millis"), SCHEMA, false, Clock.systemUTC());
        assertThatThrownBy(() -> ofField.micros(row(), -1)).hasMessage("the event time is absent");
    }

    @Test
    void theWindowOfPlausibleTimesIncludesItsEnds() throws Exception {
        EventTime time = time(config("micros"));
        GenericRowData row = row();
        for (Instant end : new Instant[] {SENT.minus(Duration.ofDays(30)), SENT.plus(Duration.ofHours(1))}) {
            row.setField(1, TimestampData.fromInstant(end));
            assertThat(time.micros(row, SENT.toEpochMilli())).isEqualTo(micros(end));
        }
        for (Instant beyond : new Instant[] {
            SENT.minus(Duration.ofDays(30)).minusNanos(1000),
            SENT.plus(Duration.ofHours(1)).plusNanos(1000)
        }) {
            row.setField(1, TimestampData.fromInstant(beyond));
            Rejection rejection = rejection(config("micros"), row, SENT.toEpochMilli());
            assertThat(rejection.message()).isEqualTo("the event time is not plausible");
            assertThat(rejection.fieldPath()).isEqualTo("micros");
            assertThat(rejection.expected())
                    .isEqualTo("a time between 2026-10-21T12:00:00Z and 2026-11-20T13:00:00Z, by the time at which the"
                            + " message was sent");
            assertThat(rejection.actual()).isEqualTo(beyond.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_000L, 253_402_300_800_000L})
    void aTimeWhoseYearHasNotFourDigitsIsNeverPlausible(long millis) {
        GenericRowData row = row();
        row.setField(0, TimestampData.fromEpochMillis(millis));
        Rejection rejection = rejection(config("millis"), row, -1);
        assertThat(rejection.message()).isEqualTo("the event time is not plausible");
        assertThat(rejection.expected()).isEqualTo("a time between 0001-01-02T00:00:00Z and 9999-12-31T00:00:00Z");
        assertThat(rejection.actual())
                .isEqualTo(millis < 0 ? "a time before 0001-01-02T00:00:00Z" : "a time after 9999-12-31T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aDateBeyondAllYearsDoesNotOverflow(int day) {
        GenericRowData row = row();
        row.setField(4, day);
        assertThat(rejection(config("day"), row, -1).message()).isEqualTo("the event time is not plausible");
    }

    @Test
    void aFieldThatHoldsNoTimeIsRefusedWhenTheJobIsBuilt() {
        assertThatThrownBy(() -> time(config("number")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the event time has to be a timestamp or a date, but the field 'number' is BIGINT NOT NULL");
        assertThatThrownBy(() -> time(config("text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the field 'text' is STRING");
        assertThatThrownBy(() -> time(config("meta")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the field 'meta' is ROW");
    }

    @Test
    void aFieldThatTheSchemaDoesNotHaveIsRefusedWhenTheJobIsBuilt() {
        assertThatThrownBy(() -> time(config("meta.when")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no field 'meta.when'");
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "America/Sao_Paulo")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<long[]> localSeconds() {
        return Arbitraries.longs()
                .between(-4_000_000_000L, 4_000_000_000L)
                .array(long[].class)
                .ofMaxSize(20);
    }

    private static EventTimeConfig config(String field) {
        return new EventTimeConfig(field, BERLIN, Fallback.REJECT, Duration.ofDays(30), Duration.ofHours(1));
    }

    private static EventTime time(EventTimeConfig config) {
        return new EventTime(config, SCHEMA, true, Clock.systemUTC());
    }

    private static Rejection rejection(EventTimeConfig config, GenericRowData row, long sentAtMillis) {
        return catchThrowableOfType(
                        UnroutableException.class, () -> time(config).micros(row, sentAtMillis))
                .rejection();
    }

    private static GenericRowData row() {
        TimestampData sent = TimestampData.fromInstant(SENT);
        return GenericRowData.of(null, sent, sent, sent, 0, 1L, StringData.fromString("x"), null);
    }

    private static GenericRowData nested(GenericRowData meta) {
        GenericRowData row = row();
        row.setField(7, meta);
        return row;
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
