package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.object.Sha256;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Spreads files over the shards of a stream: as many keys as the distribution factor says, each with a hash key of its own,
 * evenly spaced, so that keys do not meet on a shard by chance. A file has always the same key.
 *
 * @param group what the keys begin with
 * @param schemaName what they go on with
 * @param factor how many there are
 */
record PartitionKeys(String group, String schemaName, int factor) implements Serializable {

    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
    private static final int LONGEST = 256;

    PartitionKeys {
        requireNonNull(group, "group");
        requireNonNull(schemaName, "schemaName");
        if (factor < 1) {
            throw new IllegalArgumentException("expected a distribution factor of at least 1, but got " + factor);
        }
    }

    /**
     * A partition key, and the hash key that goes with it.
     *
     * @param text {@code group-schema-number}
     * @param hashKey the middle of the key's share of all hash keys
     */
    record PartitionKey(String text, String hashKey) {}

    /** The key of the file at {@code path}, or of whatever else that text names. */
    PartitionKey of(String path) {
        byte[] hash = Sha256.of(path.getBytes(StandardCharsets.UTF_8));
        int number = new BigInteger(1, hash).mod(BigInteger.valueOf(factor)).intValue();
        BigInteger middle =
                HASH_KEYS.multiply(BigInteger.valueOf(2L * number + 1)).divide(BigInteger.valueOf(2L * factor));
        String text = group + "-" + schemaName + "-" + number;
        // The end is what differs.
        return new PartitionKey(
                text.length() <= LONGEST ? text : text.substring(text.length() - LONGEST), middle.toString());
    }
}
