package io.millrace.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.testkit.GoldenFile;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.Serializers;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

final class RowCarrierSerializersTest {

    private static final RecordSchema SCHEMA = schema("Order");
    private static final DecodedRecordTypeInfo DECODED = new DecodedRecordTypeInfo(SCHEMA);
    private static final RoutedRecordTypeInfo ROUTED = new RoutedRecordTypeInfo(SCHEMA);
    private static final RawMessage MESSAGE =
            Messages.message("m-1", "g", "[{\"a\":1},{\"a\":2}]", Map.of("trace", "t-1"));

    private final SlotRow slots = new SlotRow(SCHEMA.rowType());

    @Test
    void decodedRecordsComeThroughWhole() throws Exception {
        Serializers.assertObeysTheContract(DECODED, alone("Malmö"), RowCarrierSerializersTest::same);
        Serializers.assertObeysTheContract(DECODED, slice("Malmö"), RowCarrierSerializersTest::same);
        Serializers.assertObeysTheContract(DECODED, several("Malmö", "Kyoto", "Lima"), RowCarrierSerializersTest::same);
        Serializers.assertObeysTheContract(DECODED, rejected(), RowCarrierSerializersTest::same);
    }

    @Test
    void routedRecordsComeThroughWhole() throws Exception {
        Serializers.assertObeysTheContract(ROUTED, routed(), RowCarrierSerializersTest::same);
    }

    @Test
    void aCopyOutlivesTheSlotsAndTheBufferItWasMadeFrom() {
        TypeSerializer<DecodedRecord> serializer = serializer(DECODED);
        byte[] buffer = "{\"a\":1}{\"a\":2}".getBytes(StandardCharsets.UTF_8);
        DecodedRecord decoded = new DecodedRecord(fill("Malmö"), new RecordMeta(MESSAGE, 1, buffer, 7, 7));
        DecodedRecord copy = serializer.copy(decoded);
        decoded.refill(fill("Kyoto"), RecordMeta.of(MESSAGE));
        slots.poison();
        buffer[12] = '9';
        assertFilled(copy.row(), "Malmö");
        assertThat(copy.meta().index()).isEqualTo(1);
        assertThat(copy.meta().ownBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":2}");
        assertThat(copy.meta().unwrapped()).isTrue();
    }

    @Test
    void aCopyOfARoutedRecordOutlivesItsSlots() {
        RoutedRecord routed = routed();
        RoutedRecord copy = serializer(ROUTED).copy(routed);
        slots.poison();
        routed.refill(slots, "other", 1, 2, MESSAGE.origin());
        assertFilled(copy.row(), "Malmö");
        assertThat(copy.partition()).isEqualTo("2025/10/09/08");
    }

    @Test
    void aRecordAloneInItsMessageIsStillTheWholeMessageAfterAShuffle() throws Exception {
        TypeSerializer<DecodedRecord> serializer = serializer(DECODED);
        DecodedRecord read = Serializers.read(serializer, Serializers.bytes(serializer, alone("Malmö")));
        assertThat(read.meta().unwrapped()).isFalse();
        assertThat(read.meta().message().body()).isEqualTo(MESSAGE.body());
    }

    @Test
    void aRecordAmongManyLeavesTheOthersBytesBehindInAShuffle() throws Exception {
        TypeSerializer<DecodedRecord> serializer = serializer(DECODED);
        RawMessage large = Messages.message("m", "x".repeat(100_000));
        DecodedRecord slice = new DecodedRecord(fill("Malmö"), new RecordMeta(large, 7, large.body(), 10, 5));
        byte[] bytes = Serializers.bytes(serializer, slice);
        assertThat(bytes).hasSizeLessThan(1_000);

        RecordMeta meta = Serializers.read(serializer, bytes).meta();
        assertThat(meta.ownBytes()).asString(StandardCharsets.UTF_8).isEqualTo("xxxxx");
        assertThat(meta.unwrapped()).isTrue();
        assertThat(meta.index()).isEqualTo(7);
        assertThat(meta.message().id()).isEqualTo(large.id());
        assertThat(meta.message().origin()).isEqualTo(large.origin());
    }

    @Test
    void aSliceThatIsTheBeginningOfTheBodyIsStillASliceAfterAShuffle() throws Exception {
        TypeSerializer<DecodedRecord> serializer = serializer(DECODED);
        RawMessage lines = Messages.message("m", "");
        DecodedRecord empty = new DecodedRecord(fill("Malmö"), new RecordMeta(lines, 0, new byte[0], 0, 0));
        assertThat(Serializers.read(serializer, Serializers.bytes(serializer, empty))
                        .meta()
                        .unwrapped())
                .isTrue();
    }

    @Test
    void typeInfosOfDifferentSchemasDiffer() {
        assertThat(DECODED).isNotEqualTo(new DecodedRecordTypeInfo(schema("Other")));
        assertThat(DECODED).isEqualTo(new DecodedRecordTypeInfo(schema("Order")));
        assertThat(ROUTED).isNotEqualTo(new RoutedRecordTypeInfo(schema("Other")));
        assertThat(ROUTED).isNotEqualTo((Object) DECODED);
    }

    @Test
    void bytesAreWrittenAndReadAsBefore() throws Exception {
        GoldenFile decoded = new GoldenFile("decoded-record-v2.bin");
        decoded.assertHolds(Serializers.bytes(serializer(DECODED), slice("Malmö")));
        same(Serializers.read(serializer(DECODED), decoded.bytes()), slice("Malmö"));
        GoldenFile routed = new GoldenFile("routed-record-v2.bin");
        routed.assertHolds(Serializers.bytes(serializer(ROUTED), routed()));
        same(Serializers.read(serializer(ROUTED), routed.bytes()), routed());
    }

    @Test
    void theBytesOfARecordWithSeveralRowsAreWrittenAndRead() throws Exception {
        GoldenFile several = new GoldenFile("decoded-record-several-rows-v2.bin");
        several.assertHolds(Serializers.bytes(serializer(DECODED), several("Malmö", "Kyoto", "Lima")));
        same(Serializers.read(serializer(DECODED), several.bytes()), several("Malmö", "Kyoto", "Lima"));
    }

    @Test
    void theBytesOfADeadLetterAreWrittenAndRead() throws Exception {
        GoldenFile golden = new GoldenFile("decoded-record-rejected-v2.bin");
        golden.assertHolds(Serializers.bytes(serializer(DECODED), rejected()));
        same(Serializers.read(serializer(DECODED), golden.bytes()), rejected());
    }

    @Test
    void onlyARecordOfOneRowHasTheRow() {
        DecodedRecord several = several("Malmö", "Kyoto", "Lima");

        assertThatThrownBy(several::row)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the record has 3 rows, and not one");
        RecordMeta meta = several.meta();
        assertThatThrownBy(() -> several.refill(List.of(), meta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record without rows goes no further");
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> new DecodedRecordSerializer.Snapshot().readOuterSnapshot(1, null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1");
        assertThatThrownBy(() -> new RoutedRecordSerializer.Snapshot().readOuterSnapshot(1, null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1");
    }

    private DecodedRecord alone(String city) {
        return new DecodedRecord(fill(city), new RecordMeta(MESSAGE, 0, MESSAGE.body(), 0, MESSAGE.body().length));
    }

    private DecodedRecord slice(String city) {
        return new DecodedRecord(fill(city), new RecordMeta(MESSAGE, 1, MESSAGE.body(), 9, 7));
    }

    private DecodedRecord several(String... cities) {
        TypeSerializer<DecodedRecord> serializer = serializer(DECODED);
        List<RowData> rows = new ArrayList<>();
        for (String city : cities) {
            rows.add(serializer.copy(alone(city)).row());
        }
        return new DecodedRecord().refill(rows, new RecordMeta(MESSAGE, 0, MESSAGE.body(), 0, MESSAGE.body().length));
    }

    private static DecodedRecord rejected() {
        return new DecodedRecord()
                .refill(new RecordMeta(MESSAGE, 1, MESSAGE.body(), 9, 7)
                        .reject(
                                Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, "no record", new IOException("why")),
                                1_760_000_000_000L));
    }

    private RoutedRecord routed() {
        return new RoutedRecord().refill(fill("Malmö"), "2025/10/09/08", 1_760_000_000_000_000L, 525, MESSAGE.origin());
    }

    private RowData fill(String city) {
        byte[] name = city.getBytes(StandardCharsets.UTF_8);
        slots.setView(0, name, 0, name.length);
        slots.setNull(1);
        slots.setWide(2, -1, -5);
        SlotArray items = slots.openArray(3);
        for (int i = 0; i < 3; i++) {
            SlotRow item = items.openRow(items.append());
            item.setView(0, name, 0, name.length);
            item.setWord(1, i);
        }
        SlotMap places = slots.openMap(4);
        int entry = places.append();
        places.keyArray().setView(entry, name, 0, name.length);
        places.valueArray().openRow(entry).setDouble(0, 55.6);
        return slots;
    }

    private static void assertFilled(RowData row, String city) {
        assertThat(row.getString(0)).hasToString(city);
        assertThat(row.isNullAt(1)).isTrue();
        assertThat(row.getDecimal(2, 38, 4).toBigDecimal()).isEqualTo("-0.0005");
        assertThat(row.getArray(3).size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            RowData item = row.getArray(3).getRow(i, 2);
            assertThat(item.getString(0)).hasToString(city);
            assertThat(item.getInt(1)).isEqualTo(i);
        }
        assertThat(row.getMap(4).keyArray().getString(0)).hasToString(city);
        assertThat(row.getMap(4).valueArray().getRow(0, 1).getDouble(0)).isEqualTo(55.6);
    }

    private static void same(DecodedRecord actual, DecodedRecord expected) {
        assertThat(actual.rejected()).usingRecursiveComparison().isEqualTo(expected.rejected());
        if (expected.rejected() != null) {
            return;
        }
        assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
        for (int i = 0; i < actual.rowCount(); i++) {
            assertFilled(actual.row(i), expected.row(i).getString(0).toString());
        }
        assertThat(actual.meta().message().id())
                .isEqualTo(expected.meta().message().id());
        assertThat(actual.meta().message().attributes())
                .isEqualTo(expected.meta().message().attributes());
        assertThat(actual.meta().message().origin())
                .isEqualTo(expected.meta().message().origin());
        assertThat(actual.meta().index()).isEqualTo(expected.meta().index());
        assertThat(actual.meta().ownBytes()).isEqualTo(expected.meta().ownBytes());
        assertThat(actual.meta().unwrapped()).isEqualTo(expected.meta().unwrapped());
    }

    private static void same(RoutedRecord actual, RoutedRecord expected) {
        assertFilled(actual.row(), "Malmö");
        assertThat(actual.partition()).isEqualTo(expected.partition());
        assertThat(actual.eventTimeMicros()).isEqualTo(expected.eventTimeMicros());
        assertThat(actual.inputBytes()).isEqualTo(expected.inputBytes());
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> info) {
        return info.createSerializer(new SerializerConfigImpl());
    }

    private static RecordSchema schema(String name) {
        return RecordSchema.of(new Schema.Parser()
                .parse(
                        """
                {"type": "record", "name": "%s", "fields": [
                  {"name": "city", "type": "string"},
                  {"name": "gone", "type": ["null", "long"]},
                  {"name": "balance", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 4}},
                  {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "Item", "fields": [
                    {"name": "sku", "type": "string"}, {"name": "count", "type": "int"}]}}},
                  {"name": "places", "type": {"type": "map", "values": {"type": "record", "name": "Place", "fields": [
                    {"name": "latitude", "type": "double"}]}}}]}"""
                                .formatted(name)));
    }
}
