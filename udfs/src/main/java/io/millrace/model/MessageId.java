package io.millrace.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The 16-byte identity of a message, under which its redeliveries are recognised. Sixteen bytes because that is what
 * an SQS message id (a UUID) holds; any other text is reduced to the first 16 bytes of its SHA-256.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record MessageId(long high, long low) implements Comparable<MessageId> {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The identity of a message that its queue calls {@code text}: never null, any text. */
    public static MessageId of(String text) {
        if (UUID_TEXT.matcher(text).matches()) {
            java.util.UUID uuid = java.util.UUID.fromString(text);
            return new MessageId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }
        return ofHash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The identity that the first 16 bytes of the SHA-256 of {@code bytes} give. */
    public static MessageId ofHash(byte[] bytes) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new MessageId(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public int compareTo(MessageId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /**
     * Fixed for ever, other than a record's own: Flink assigns keyed state to instances by it, so a different one would
     * lose the state of every job.
     */
    @Override
    public int hashCode() {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
