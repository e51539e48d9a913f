package io.millrace.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.testkit.GoldenFile;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.Serializers;
import io.millrace.model.Balance;
import io.millrace.model.ErrorKind;
import io.millrace.model.FileOrigin;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.LostRange;
import io.millrace.model.MessageId;
import io.millrace.model.OperatorReport;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import io.millrace.model.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValueSerializersTest {

    private static final MessageId ID = MessageId.of("2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11");

    private static final SqsOrigin FIFO_ORIGIN = new SqsOrigin(
            "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo",
            "2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11",
            "group-7",
            1_760_000_000_000L,
            1_760_000_000_500L,
            3);

    private static final RawMessage MESSAGE = new RawMessage(
            ID, "{\"name\":\"Zoë 🦆\"}".getBytes(StandardCharsets.UTF_8), Map.of("trace", "a\ud800b"), FIFO_ORIGIN);

    private static final RawMessage CHUNK = new RawMessage(
            ID,
            "{}\n{}\n".getBytes(StandardCharsets.UTF_8),
            Map.of(),
            new FileOrigin("s3://raw/2026/events.jsonl", 262_144L, 6L, 1_760_000_000_000L));

    private static final RawMessage STREAM_RECORD = new RawMessage(
            ID,
            "{}".getBytes(StandardCharsets.UTF_8),
            Map.of(),
            new KinesisOrigin(
                    "arn:aws:kinesis:eu-west-1:123456789012:stream/events",
                    "shardId-000000000012",
                    "49590338271490256608559692538361571095921575989136588898",
                    7,
                    "Zoë",
                    1_760_000_000_000L));

    private static final OperatorReport REPORT = new Balance("b-1", "decode", 1, 42, 1_000_000, 0, 1, 2, 3, 4);

    private static final RawMessage LOSS = new RawMessage(
            ID,
            new byte[0],
            Map.of(),
            new LostRange("events", "shardId-000000000012", "17", "", 1_760_000_000_000L, null));

    private static final RejectedRecord REJECTED = new RejectedRecord(
            ID,
            4,
            new byte[] {0, -1, 127},
            true,
            Map.of("content-type", "application/json"),
            FIFO_ORIGIN,
            new Rejection(
                    Stage.DECODE,
                    ErrorKind.TYPE_MISMATCH,
                    "expected a number",
                    "items[2].price",
                    "decimal(12, 2)",
                    "string",
                    List.of("java.lang.NumberFormatException: null")),
            1_760_000_001_000L);

    @Test
    void messageIdsComeThroughWhole() throws Exception {
        Serializers.assertObeysTheContract(new MessageIdTypeInfo(), ID, ValueSerializersTest::same);
        Serializers.assertObeysTheContract(
                new MessageIdTypeInfo(), new MessageId(Long.MIN_VALUE, -1), ValueSerializersTest::same);
        assertThat(new MessageIdTypeInfo().isKeyType()).isTrue();
    }

    @Test
    void theHashByWhichStateIsAssignedToInstancesNeverChanges() {
        assertThat(ID.hashCode()).isEqualTo(-1379287553);
        assertThat(new MessageId(1, 2).hashCode()).isEqualTo(-1664323101);
    }

    @Test
    void messagesComeThroughWhole() throws Exception {
        Serializers.assertObeysTheContract(new RawMessageTypeInfo(), MESSAGE, ValueSerializersTest::same);
    }

    @Test
    void aMessageOfAStandardQueueWithoutBodyOrAttributesComesThrough() throws Exception {
        Serializers.assertObeysTheContract(
                new RawMessageTypeInfo(), Messages.message("not-a-uuid", ""), ValueSerializersTest::same);
    }

    @Test
    void aBodyLargerThanAModifiedUtf8StringCouldHoldComesThrough() throws Exception {
        RawMessage large = Messages.message("large", "é".repeat(200_000));
        Serializers.assertObeysTheContract(new RawMessageTypeInfo(), large, ValueSerializersTest::same);
    }

    @Test
    void rejectedRecordsComeThroughWhole() throws Exception {
        Serializers.assertObeysTheContract(new RejectedRecordTypeInfo(), REJECTED, ValueSerializersTest::same);
    }

    @Test
    void aRejectionWithoutFieldComesThrough() throws Exception {
        RejectedRecord whole =
                RecordMeta.of(MESSAGE).reject(Rejection.of(Stage.RECEIVE, ErrorKind.LIMIT, "too large"), 1);
        Serializers.assertObeysTheContract(new RejectedRecordTypeInfo(), whole, ValueSerializersTest::same);
    }

    @Test
    void theStateOfTheFirstReleaseIsRead() throws Exception {
        same(Serializers.readState(new GoldenFile("message-id-v1.bin").bytes()), ID);
        RawMessage message = Serializers.readState(new GoldenFile("raw-message-v1.bin").bytes());
        same(message, MESSAGE);
        RawMessage chunk = Serializers.readState(new GoldenFile("raw-message-of-a-file-v1.bin").bytes());
        same(chunk, CHUNK);
        RawMessage record = Serializers.readState(new GoldenFile("raw-message-of-a-stream-v1.bin").bytes());
        same(record, STREAM_RECORD);
        RawMessage loss = Serializers.readState(new GoldenFile("raw-message-of-a-loss-v1.bin").bytes());
        same(loss, LOSS);
        RejectedRecord rejected = Serializers.readState(new GoldenFile("rejected-record-v1.bin").bytes());
        same(rejected, REJECTED);
        assertThat(Serializers.<OperatorReport>readState(new GoldenFile("operator-report-v1.bin").bytes()))
                .isEqualTo(REPORT);
    }

    @Test
    void theStateIsWrittenAsTheFirstReleaseWroteIt() throws Exception {
        new GoldenFile("message-id-v1.bin").assertHolds(Serializers.state(MessageIdSerializer.INSTANCE, ID));
        new GoldenFile("raw-message-v1.bin").assertHolds(Serializers.state(RawMessageSerializer.INSTANCE, MESSAGE));
        new GoldenFile("raw-message-of-a-file-v1.bin")
                .assertHolds(Serializers.state(RawMessageSerializer.INSTANCE, CHUNK));
        new GoldenFile("raw-message-of-a-stream-v1.bin")
                .assertHolds(Serializers.state(RawMessageSerializer.INSTANCE, STREAM_RECORD));
        new GoldenFile("raw-message-of-a-loss-v1.bin")
                .assertHolds(Serializers.state(RawMessageSerializer.INSTANCE, LOSS));
        new GoldenFile("rejected-record-v1.bin")
                .assertHolds(Serializers.state(RejectedRecordSerializer.INSTANCE, REJECTED));
        new GoldenFile("operator-report-v1.bin")
                .assertHolds(Serializers.state(OperatorReportSerializer.INSTANCE, REPORT));
    }

    @Test
    void stateOfAnUnknownVersionIsRefused() {
        Serializers.assertRefusesVersion(new MessageIdSerializer.Snapshot(), 2, new byte[0]);
        Serializers.assertRefusesVersion(new RawMessageSerializer.Snapshot(), 2, new byte[0]);
        Serializers.assertRefusesVersion(new RejectedRecordSerializer.Snapshot(), 0, new byte[0]);
    }

    @Test
    void anUnknownKindOfOriginIsRefused() throws Exception {
        byte[] bytes = Serializers.bytes(RawMessageSerializer.INSTANCE, Messages.message("a", ""));
        int kind = 16 + 4 + 4;
        assertThat(bytes[kind]).isEqualTo((byte) 1);
        bytes[kind] = 9;
        assertThatThrownBy(() -> Serializers.read(RawMessageSerializer.INSTANCE, bytes))
                .hasMessage("unknown kind of origin: 9");
    }

    private static void same(MessageId actual, MessageId expected) {
        assertThat(actual).isEqualTo(expected);
    }

    private static void same(RawMessage actual, RawMessage expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static void same(RejectedRecord actual, RejectedRecord expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
