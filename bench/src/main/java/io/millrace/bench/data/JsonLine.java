package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** One line of JSON being written, as bytes: strings would make the generator several times slower. */
final class JsonLine {

    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final int SECONDS_OF_DAY = 86_400;

    /** How many days times can be on, besides the next one. */
    static final int DAYS = 60;

    private static final byte[][] DATES = Stream.iterate(LocalDate.of(2026, 3, 2), date -> date.plusDays(1))
            .limit(DAYS + 1)
            .map(date -> ("\"" + date + "T").getBytes(UTF_8))
            .toArray(byte[][]::new);

    private byte[] bytes = new byte[4096];
    private int length;

    int length() {
        return length;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    JsonLine put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonLine put(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    JsonLine integer(long value) {
        if (value < 0) {
            return put('-').integer(-value);
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return padded(value, digits);
    }

    /** The last {@code digits} digits of a number, zeros before it. */
    JsonLine padded(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A number with so many digits after its point. */
    JsonLine decimal(long unscaled, int scale) {
        long unit = 1;
        for (int i = 0; i < scale; i++) {
            unit *= 10;
        }
        if (unscaled < 0) {
            return put('-').decimal(-unscaled, scale);
        }
        return integer(unscaled / unit).put('.').padded(unscaled % unit, scale);
    }

    JsonLine hex(long value, int digits) {
        reserve(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    JsonLine uuid(SplittableRandom random) {
        long high = random.nextLong();
        long low = random.nextLong();
        return put('"').hex(high >>> 32, 8)
                .put('-')
                .hex(high >>> 16, 4)
                .put('-')
                .put('4')
                .hex(high, 3)
                .put('-')
                .hex((low >>> 48 & 0x3fff) | 0x8000, 4)
                .put('-')
                .hex(low, 12)
                .put('"');
    }

    /** A time after the data's first midnight, with all six digits of its microseconds. */
    JsonLine time(long micros) {
        long second = micros / MICROS_OF_SECOND;
        put(DATES[(int) (second / SECONDS_OF_DAY)]);
        return padded(second / 3600 % 24, 2)
                .put(':')
                .padded(second / 60 % 60, 2)
                .put(':')
                .padded(second % 60, 2)
                .put('.')
                .padded(micros % MICROS_OF_SECOND, 6)
                .put('Z')
                .put('"');
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }
}
