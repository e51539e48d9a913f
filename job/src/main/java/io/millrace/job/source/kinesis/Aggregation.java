package io.millrace.job.source.kinesis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.job.aws.ShardRecord;
import io.millrace.job.source.kinesis.proto.AggregatedRecord;
import io.millrace.job.source.kinesis.proto.PackedRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes apart what producers such as the Kinesis Producer Library have packed: four bytes F3 89 9A C2, a protobuf message,
 * its MD5. Anything else, a wrong MD5 included, is a record by itself.
 *
 * <p>Used by one thread.
 */
final class Aggregation {

    private static final int MAGIC = 0xF3899AC2;
    private static final int MAGIC_SIZE = 4;
    private static final int DIGEST_SIZE = 16;

    private final MessageDigest md5;

    Aggregation() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    /**
     * A record that was packed.
     *
     * @param partitionKey its own partition key
     * @param data its bytes
     */
    record Packed(String partitionKey, byte[] data) {

        /** Size only: a payload never reaches a log. */
        @Override
        public String toString() {
            return "Packed[" + data.length + " bytes]";
        }
    }

    /** What is packed in a record; empty when it is a record by itself. */
    Optional<AggregatedRecord> open(ShardRecord record) {
        byte[] data = record.data();
        if (data.length < MAGIC_SIZE + DIGEST_SIZE || ByteBuffer.wrap(data).getInt() != MAGIC) {
            return Optional.empty();
        }
        int end = data.length - DIGEST_SIZE;
        md5.update(data, MAGIC_SIZE, end - MAGIC_SIZE);
        if (!Arrays.equals(md5.digest(), 0, DIGEST_SIZE, data, end, data.length)) {
            return Optional.empty();
        }
        try {
            AggregatedRecord message = AggregatedRecord.parser().parseFrom(data, MAGIC_SIZE, end - MAGIC_SIZE);
            return consistent(message) ? Optional.of(message) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** The records of an opened one, in their order. */
    static List<Packed> records(AggregatedRecord message) {
        List<Packed> records = new ArrayList<>(message.getRecordsCount());
        for (PackedRecord record : message.getRecordsList()) {
            records.add(new Packed(
                    message.getPartitionKeyTable((int) record.getPartitionKeyIndex()),
                    record.getData().toByteArray()));
        }
        return records;
    }

    /**
     * False when a record inside belongs to another shard. The producer then packed it for a shard that was split or merged
     * before it arrived, sees that by the shard in the answer, and sends its records again.
     */
    boolean belongsTo(AggregatedRecord message, BigInteger firstHashKey, BigInteger lastHashKey) {
        Boolean[] keys = new Boolean[message.getPartitionKeyTableCount()];
        Boolean[] hashes = new Boolean[message.getExplicitHashKeyTableCount()];
        for (PackedRecord record : message.getRecordsList()) {
            boolean inside;
            if (record.hasExplicitHashKeyIndex()) {
                int index = (int) record.getExplicitHashKeyIndex();
                if (hashes[index] == null) {
                    hashes[index] =
                            within(new BigInteger(message.getExplicitHashKeyTable(index)), firstHashKey, lastHashKey);
                }
                inside = hashes[index];
            } else {
                int index = (int) record.getPartitionKeyIndex();
                if (keys[index] == null) {
                    keys[index] = within(hashKey(message.getPartitionKeyTable(index)), firstHashKey, lastHashKey);
                }
                inside = keys[index];
            }
            if (!inside) {
                return false;
            }
        }
        return true;
    }

    /** The hash key that Kinesis makes of a partition key. */
    BigInteger hashKey(String partitionKey) {
        return new BigInteger(1, md5.digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean within(BigInteger hashKey, BigInteger first, BigInteger last) {
        return hashKey.compareTo(first) >= 0 && hashKey.compareTo(last) <= 0;
    }

    private static boolean consistent(AggregatedRecord message) {
        for (PackedRecord record : message.getRecordsList()) {
            boolean key = Long.compareUnsigned(record.getPartitionKeyIndex(), message.getPartitionKeyTableCount()) < 0;
            boolean hash = !record.hasExplicitHashKeyIndex() || isHashKey(message, record.getExplicitHashKeyIndex());
            if (!key || !hash) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHashKey(AggregatedRecord message, long index) {
        return Long.compareUnsigned(index, message.getExplicitHashKeyTableCount()) < 0
                && isNumber(message.getExplicitHashKeyTable((int) index));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 40 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
