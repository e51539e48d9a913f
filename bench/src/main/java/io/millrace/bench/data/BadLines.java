package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Lines that no strict decoder takes, made of a good one in five ways. */
final class BadLines {

    private static final byte[] NO_JSON = "oops, not an event".getBytes(UTF_8);
    private static final byte[] NO_FIELDS = "{}".getBytes(UTF_8);
    private static final byte[] TIME = "\"2026-0".getBytes(UTF_8);

    private final SplittableRandom random;

    BadLines(SplittableRandom random) {
        this.random = random;
    }

    byte[] of(byte[] good) {
        return switch (random.nextInt(5)) {
            case 0 -> NO_JSON;
            case 1 -> NO_FIELDS;
            case 2 -> Arrays.copyOf(good, good.length / 2);
            case 3 -> withByte(good, good.length / 2, (byte) 0xff);
            default -> withByte(good, indexOf(good, TIME) + "\"2026-".length(), (byte) '7');
        };
    }

    private static byte[] withByte(byte[] line, int index, byte value) {
        byte[] bad = line.clone();
        bad[index] = value;
        return bad;
    }

    private static int indexOf(byte[] line, byte[] text) {
        for (int i = 0; i + text.length <= line.length; i++) {
            if (Arrays.equals(line, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        throw new IllegalStateException("no time in " + new String(line, UTF_8));
    }
}
