package io.millrace.job.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.DeduplicateConfig;
import io.millrace.job.config.DeduplicateKey;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Messages;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProducerDuplicatesTest {

    private static final Duration TTL = Duration.ofHours(1);

    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "text", "type": ["null", "string"]},
              {"name": "number", "type": ["null", "long"]},
              {"name": "small", "type": ["null", "int"]},
              {"name": "price", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}]},
              {"name": "balance", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 2}]},
              {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "raw", "type": ["null", "bytes"]},
              {"name": "ratio", "type": ["null", "double"]},
              {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}]}"""));

    private final AtomicInteger nextMessage = new AtomicInteger();

    @Test
    void aMessageWithAnAttributeSeenBeforeIsDropped() throws Exception {
        try (FilterHarness<RawMessage> filter = byAttribute(false).start(2)) {
            assertThat(filter.process(withKey("a"), withKey("b"), withKey("a"))).hasSize(2);
            assertThat(filter.total(MetricNames.TOTAL_PRODUCER_DUPLICATES_DROPPED))
                    .isEqualTo(1);
            filter.restart(3, filter.snapshot());
            assertThat(filter.process(withKey("b"), withKey("c"))).hasSize(1);
            assertThat(filter.total(MetricNames.TOTAL_PRODUCER_DUPLICATES_DROPPED))
                    .isEqualTo(2);
        }
    }

    @Test
    void messagesWithoutTheAttributeAllComeThrough() throws Exception {
        try (FilterHarness<RawMessage> filter = byAttribute(false).start(2)) {
            RawMessage none = Messages.message("m", "");
            assertThat(filter.process(none, none, withKey(""), withKey(""))).hasSize(4);
            assertThat(filter.rememberedKeys()).isZero();
            assertThat(filter.dropped()).isZero();
        }
    }

    @Test
    void aKeyThatIsSentForEverComesThroughOnceInEveryTimeToLive() throws Exception {
        for (boolean fifo : new boolean[] {false, true}) {
            try (FilterHarness<RawMessage> filter = byAttribute(fifo).start(1)) {
                int passed = 0;
                for (int minutes = 0; minutes < 180; minutes += 20) {
                    filter.advanceTo(Duration.ofMinutes(minutes).toMillis());
                    passed += filter.process(inGroup("g", "a")).size();
                }
                assertThat(passed).isEqualTo(3);
            }
        }
    }

    @Test
    void onAFifoQueueKeysAreComparedWithinTheirGroup() throws Exception {
        try (FilterHarness<RawMessage> filter = byAttribute(true).start(2)) {
            assertThat(filter.process(inGroup("g", "a"), inGroup("h", "a"), inGroup("g", "a")))
                    .hasSize(2);
        }
    }

    @Test
    void textIsAKey() throws Exception {
        assertIsAKey("text", StringData.fromString("ä1"), StringData.fromString("ä2"));
    }

    @Test
    void numbersAreKeys() throws Exception {
        assertIsAKey("number", 1L << 53, (1L << 53) + 1);
        assertIsAKey("number", -1L, 1L);
        assertIsAKey("small", 0, -7);
        assertIsAKey("price", decimal("1.10", 12), decimal("1.11", 12));
        assertIsAKey("balance", decimal("123456789012345678901.10", 38), decimal("-123456789012345678901.10", 38));
    }

    @Test
    void timesAndBytesAreKeys() throws Exception {
        assertIsAKey("at", TimestampData.fromEpochMillis(1, 1000), TimestampData.fromEpochMillis(1, 2000));
        assertIsAKey("raw", new byte[] {0}, new byte[] {0, 0});
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "number", "price", "raw"})
    void recordsWhoseKeyIsNullAllComeThrough(String field) throws Exception {
        try (FilterHarness<DecodedRecord> filter = byField(field).start(2)) {
            assertThat(filter.process(record(field, null), record(field, null))).hasSize(2);
            assertThat(filter.rememberedKeys()).isZero();
        }
    }

    @Test
    void recordsWithEmptyTextAllComeThrough() throws Exception {
        try (FilterHarness<DecodedRecord> filter = byField("text").start(1)) {
            StringData empty = StringData.fromString("");
            assertThat(filter.process(record("text", empty), record("text", empty)))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rejectedRecordsAllComeThrough(boolean fifo) throws Exception {
        try (FilterHarness<DecodedRecord> filter = byField("text", fifo).start(2)) {
            DecodedRecord rejected = new DecodedRecord()
                    .refill(RecordMeta.of(Messages.message("m", "body"))
                            .reject(Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, "no record"), 1));
            assertThat(filter.process(rejected, rejected))
                    .extracting(DecodedRecord::rejected)
                    .extracting(RejectedRecord::index)
                    .containsExactly(-1, -1);
            assertThat(filter.rememberedKeys()).isZero();
        }
    }

    @Test
    void recordsWithoutAKeySpreadOverTheInstances() {
        Identity<DecodedRecord> identity = FieldIdentity.of(SCHEMA, "text");
        RawMessage message = Messages.message("one", "");
        DecodedRecord first = new DecodedRecord(row("text", null), new RecordMeta(message, 0, new byte[1], 0, 1));
        DecodedRecord second = new DecodedRecord(row("text", null), new RecordMeta(message, 1, new byte[1], 0, 1));
        assertThat(identity.spread(first)).isNotEqualTo(identity.spread(second));
    }

    @Test
    void aFieldThatCannotBeAKeyIsRefused() {
        assertThatThrownBy(() -> FieldIdentity.of(SCHEMA, "ratio"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the field 'ratio' is a DOUBLE, and only text, bytes, integers, decimals,"
                        + " dates and timestamps can be a key");
        assertThatThrownBy(() -> FieldIdentity.of(SCHEMA, "tags")).hasMessageContaining("can be a key");
        assertThatThrownBy(() -> FieldIdentity.of(SCHEMA, "nothing"))
                .hasMessageStartingWith("the schema has no top-level field 'nothing'; it has [text,");
    }

    @Test
    void aKeyOfTheOtherKindIsRefused() {
        DeduplicateConfig config = new DeduplicateConfig(TTL, DeduplicateKey.parse("field:text"), 1);
        var messages = StreamExecutionEnvironment.getExecutionEnvironment()
                .fromData(new RawMessageTypeInfo(), Messages.message("m", ""));
        assertThatThrownBy(() -> Deduplication.producerDuplicates("keyed", messages, config, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a deduplication key that is an ATTRIBUTE, but got field:text");
    }

    private void assertIsAKey(String field, Object one, Object other) throws Exception {
        try (FilterHarness<DecodedRecord> filter = byField(field).start(2)) {
            assertThat(filter.process(
                            record(field, one), record(field, other), record(field, one), record(field, other)))
                    .as(field)
                    .hasSize(2);
            filter.restart(1, filter.snapshot());
            assertThat(filter.process(record(field, one))).isEmpty();
        }
    }

    private static FilterHarness<RawMessage> byAttribute(boolean fifo) {
        return new FilterHarness<>(
                () -> Deduplication.filterOf(new AttributeIdentity("key"), TTL, false, ProducerTally::new, fifo),
                new RawMessageTypeInfo().createSerializer(new SerializerConfigImpl()),
                new HashMapStateBackend());
    }

    private static FilterHarness<DecodedRecord> byField(String field) {
        return byField(field, false);
    }

    private static FilterHarness<DecodedRecord> byField(String field, boolean fifo) {
        return new FilterHarness<>(
                () -> Deduplication.filterOf(FieldIdentity.of(SCHEMA, field), TTL, false, ProducerTally::new, fifo),
                new DecodedRecordTypeInfo(SCHEMA).createSerializer(new SerializerConfigImpl()),
                new HashMapStateBackend());
    }

    private RawMessage withKey(String key) {
        return inGroup(null, key);
    }

    private RawMessage inGroup(String group, String key) {
        return Messages.message("m" + nextMessage.incrementAndGet(), group, "", Map.of("key", key));
    }

    private DecodedRecord record(String field, Object value) {
        return new DecodedRecord(
                row(field, value), RecordMeta.of(Messages.message("m" + nextMessage.incrementAndGet(), "")));
    }

    private static GenericRowData row(String field, Object value) {
        List<String> names = SCHEMA.rowType().getFieldNames();
        GenericRowData row = new GenericRowData(names.size());
        row.setField(names.indexOf(field), value);
        return row;
    }

    private static DecimalData decimal(String text, int precision) {
        return DecimalData.fromBigDecimal(new BigDecimal(text), precision, 2);
    }
}
