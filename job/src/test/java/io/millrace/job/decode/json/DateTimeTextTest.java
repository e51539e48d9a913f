package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code java.time} decides what a text means. */
final class DateTimeTextTest {

    private final DateTimeText text = new DateTimeText();

    @Test
    void everyDayOfTenThousandYearsIsTheDayItIs() {
        LocalDate end = LocalDate.of(9999, 12, 31);
        for (LocalDate day = LocalDate.of(0, 1, 1); !day.isAfter(end); day = day.plusDays(1)) {
            byte[] bytes = ascii(day.toString());
            if (text.date(bytes, 0, bytes.length) != day.toEpochDay()) {
                assertThat(text.date(bytes, 0, bytes.length)).as(day.toString()).isEqualTo(day.toEpochDay());
            }
        }
    }

    @Test
    void daysThatDoNotExistAreRefused() {
        for (int year : new int[] {1900, 2000, 2023, 2024, 2100}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    byte[] bytes = ascii("%04d-%02d-%02d".formatted(year, month, day));
                    boolean exists = month >= 1
                            && month <= 12
                            && day >= 1
                            && day <= LocalDate.of(year, month, 1).lengthOfMonth();
                    assertThat(text.date(bytes, 0, bytes.length) != DateTimeText.FAILED)
                            .as(new String(bytes, StandardCharsets.US_ASCII))
                            .isEqualTo(exists);
                }
            }
        }
    }

    @Test
    void instantsInTheFormsOfTheJdkAreThoseInstants() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(Instant.parse("0000-01-02T00:00:00Z").getEpochSecond(), 253_402_214_400L),
                    random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 18 * 60) - 18 * 60) * 60);
            long expected = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
            OffsetDateTime there = instant.atOffset(offset);
            assertThat(instant(instant.toString())).as(instant.toString()).isEqualTo(expected);
            if (there.getYear() >= 0 && there.getYear() <= 9999) {
                assertThat(instant(there.toString())).as(there.toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void localTimestampsInTheFormOfTheJdkAreThoseTimes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000), ZoneOffset.UTC);
            byte[] bytes = ascii(time.toString());
            assertThat(text.local(bytes, 0, bytes.length))
                    .as(time.toString())
                    .isEqualTo(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000);
        }
    }

    @Test
    void noByteOfATimestampMayBeAnotherUnlessItIsAnotherTimestamp() {
        byte[] good = ascii("2026-03-02T06:07:08.123456+01:30");
        for (int at = 0; at < good.length; at++) {
            for (int c = 0; c < 256; c++) {
                byte[] bytes = good.clone();
                bytes[at] = (byte) c;
                String changed = new String(bytes, StandardCharsets.ISO_8859_1);
                boolean valid = changed.matches("2026-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d\\d:\\d\\d")
                        || changed.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d\\d:\\d\\d")
                        // The sign of the offset can move into the fraction.
                        || changed.matches(".{19}\\.\\d{0,5}[+-]\\d\\d:?\\d\\d");
                if (!valid) {
                    assertThat(text.instant(bytes, 0, bytes.length)).as(changed).isEqualTo(DateTimeText.FAILED);
                }
            }
        }
    }

    @Test
    void everyBeginningOfATimestampIsRefusedOrAShorterForm() {
        byte[] good = ascii("2026-03-02T06:07:08.123456+01:30");
        for (int length = 0; length < good.length; length++) {
            boolean whole = length == 29;
            assertThat(text.instant(good, 0, length) != DateTimeText.FAILED)
                    .as(new String(good, 0, length, StandardCharsets.US_ASCII))
                    .isEqualTo(whole);
        }
    }

    private long instant(String instant) {
        byte[] bytes = ascii(instant);
        return text.instant(bytes, 0, bytes.length);
    }

    private static byte[] ascii(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
