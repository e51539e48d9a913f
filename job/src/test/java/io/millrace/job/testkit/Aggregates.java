package io.millrace.job.testkit;

import com.google.protobuf.ByteString;
import io.millrace.job.source.kinesis.proto.AggregatedRecord;
import io.millrace.job.source.kinesis.proto.PackedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Packs records as the Kinesis Producer Library does. */
public final class Aggregates {

    private static final byte[] MAGIC = HexFormat.of().parseHex("f3899ac2");

    private Aggregates() {}

    /** Records of one partition key. */
    public static byte[] of(String partitionKey, List<String> records) {
        AggregatedRecord.Builder message = AggregatedRecord.newBuilder().addPartitionKeyTable(partitionKey);
        for (String record : records) {
            message.addRecords(PackedRecord.newBuilder()
                    .setPartitionKeyIndex(0)
                    .setData(ByteString.copyFrom(record, StandardCharsets.UTF_8)));
        }
        return frame(message.build());
    }

    /** Any message between its marks. */
    public static byte[] frame(AggregatedRecord message) {
        byte[] body = message.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(body);
        out.writeBytes(md5(body));
        return out.toByteArray();
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
