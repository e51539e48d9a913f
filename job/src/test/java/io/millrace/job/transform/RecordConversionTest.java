package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.transform.typed.Torture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

final class RecordConversionTest {

    private static final RowType TYPE =
            RecordSchema.of(Torture.getClassSchema()).rowType();

    private final RowToRecord toRecord = RowToRecord.of(TYPE, TypedClass.of(Torture.class), PassedText.root());

    @Test
    void everyTypeComesThroughThereAndBackAgain() {
        for (Torture torture : List.of(Torturer.extremes(), Torturer.full())) {
            assertThat(toRecord.convert(TypedRows.of(torture))).isEqualTo(torture);
        }
    }

    @Test
    void everyTypeComesThroughInFlinksBinaryFormToo() {
        RowDataSerializer serializer = new RowDataSerializer(TYPE);
        for (Torture torture : List.of(Torturer.extremes(), Torturer.full())) {
            RowData binary = serializer.toBinaryRow(TypedRows.of(torture)).copy();
            assertThat(toRecord.convert(new SlotView(TYPE).of(binary))).isEqualTo(torture);
        }
    }

    @Test
    void aRowHoldsWhatItsTypesPrescribe() {
        RowData row = TypedRows.of(Torturer.full());
        assertThat(row.getInt(at("small"))).isEqualTo(Integer.MIN_VALUE);
        assertThat(row.getLong(at("large"))).isEqualTo(Long.MAX_VALUE);
        assertThat(row.getString(at("text"))).hasToString("Zoë 🦆 \u0000");
        assertThat(row.getBinary(at("raw"))).containsExactly(0, -1);
        assertThat(row.getString(at("id"))).hasToString("2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11");
        assertThat(row.getString(at("color"))).hasToString("GREEN");
        assertThat(row.getBinary(at("hash"))).containsExactly(1, -2, 3, -4);
        assertThat(row.getDecimal(at("price"), 12, 2).toUnscaledLong()).isEqualTo(-999_999_999_999L);
        assertThat(row.getDecimal(at("rate"), 18, 6).toUnscaledLong()).isEqualTo(-1);
        assertThat(row.getTimestamp(at("millis"), 3)).isEqualTo(TimestampData.fromEpochMillis(-1));
        assertThat(row.getTimestamp(at("micros"), 6))
                .isEqualTo(TimestampData.fromEpochMillis(-62_135_596_800_000L, 1_000));
        assertThat(row.getTimestamp(at("local_millis"), 3)).isEqualTo(TimestampData.fromEpochMillis(-1));
        assertThat(row.getInt(at("day"))).isEqualTo(-1);
        assertThat(row.getInt(at("time_millis"))).isEqualTo(86_399_999);
        assertThat(row.getLong(at("time_micros"))).isEqualTo(86_399_999_999L);
        assertThat(row.getArray(at("maybe_list")).isNullAt(1)).isTrue();
        assertThat(row.getRow(at("inner"), 4).getDecimal(1, 6, 1).toBigDecimal())
                .isEqualTo("-12345.6");
    }

    @Test
    void aRowSharesNothingWithItsRecord() {
        Torture torture = Torturer.full();
        RowData row = TypedRows.of(torture);
        torture.getRaw().array()[1] = 77;
        torture.getHash().bytes()[0] = 77;
        torture.getInner().setName("changed");
        assertThat(row.getBinary(at("raw"))).containsExactly(0, -1);
        assertThat(row.getBinary(at("hash"))).containsExactly(1, -2, 3, -4);
        assertThat(row.getRow(at("inner"), 4).getString(0)).hasToString("outer");
    }

    @Test
    void keysThatAreTheSameTextAreOneEntry() {
        Torture torture = Torturer.full();
        Map<Object, BigDecimal> prices = new LinkedHashMap<>();
        prices.put("a", new BigDecimal("1.00"));
        prices.put(new StringBuilder("a"), new BigDecimal("2.00"));
        torture.put("prices", prices);
        MapData written = TypedRows.of(torture).getMap(at("prices"));
        assertThat(written.size()).isEqualTo(1);
        assertThat(written.valueArray().getDecimal(0, 12, 2).toUnscaledLong()).isEqualTo(200);
    }

    @Test
    void fieldsAreFoundByNameWhateverTheirOrder() {
        Schema reversed = parse(
                """
                {"type": "record", "name": "Pair", "fields": [
                  {"name": "b", "type": "long"}, {"name": "a", "type": "string"}]}""");
        RowType type = RecordSchema.of(reversed).rowType();
        RowToRecord pairs = RowToRecord.of(type, TypedClass.of(Pair.class), PassedText.root());
        RowData row = GenericRowData.of(7L, StringData.fromString("x"));
        Pair pair = (Pair) pairs.convert(new SlotView(type).of(row));
        assertThat(pair.get(0)).isEqualTo("x");
        assertThat(pair.get(1)).isEqualTo(7L);
    }

    @Test
    void aClassGeneratedWithoutLogicalTypesHoldsPlainValues() {
        RowType type = RecordSchema.of(Plain.SCHEMA$).rowType();
        Plain plain = new Plain();
        plain.put(0, -1_000_001L);
        plain.put(1, -1L);
        plain.put(2, -3);
        plain.put(3, 86_399_999);
        plain.put(4, 86_399_999_999L);
        plain.put(5, ByteBuffer.wrap(new BigDecimal("-1.10").unscaledValue().toByteArray()));
        SlotRow row = TypedRows.of(plain);
        assertThat(row.getTimestamp(0, 6)).isEqualTo(TimestampData.fromEpochMillis(-1001, 999_000));
        assertThat(row.getTimestamp(1, 3)).isEqualTo(TimestampData.fromEpochMillis(-1));
        assertThat(row.getDecimal(5, 12, 2).toBigDecimal()).isEqualTo("-1.10");
        assertThat(RowToRecord.of(type, TypedClass.of(Plain.class), PassedText.root())
                        .convert(row))
                .isEqualTo(plain);
    }

    private static int at(String field) {
        return TYPE.getFieldIndex(field);
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }

    /** As Avro generates it, by hand and short. */
    public static final class Pair extends SpecificRecordBase {
        public static final Schema SCHEMA$ = parse(
                """
                {"type": "record", "name": "Pair", "namespace": "io.millrace.job.transform", "fields": [
                  {"name": "a", "type": "string"}, {"name": "b", "type": "long"}]}""");

        private final Object[] values = new Object[2];

        @Override
        public Schema getSchema() {
            return SCHEMA$;
        }

        @Override
        public Object get(int field) {
            return values[field];
        }

        @Override
        public void put(int field, Object value) {
            values[field] = value;
        }
    }

    /** As Avro generates it where logical types have no conversions: plain numbers and bytes. */
    public static final class Plain extends SpecificRecordBase {
        public static final Schema SCHEMA$ = parse(
                """
                {"type": "record", "name": "Plain", "namespace": "io.millrace.job.transform", "fields": [
                  {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                  {"name": "time_millis", "type": {"type": "int", "logicalType": "time-millis"}},
                  {"name": "time_micros", "type": {"type": "long", "logicalType": "time-micros"}},
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}}]}""");

        private final Object[] values = new Object[6];

        @Override
        public Schema getSchema() {
            return SCHEMA$;
        }

        @Override
        public Object get(int field) {
            return values[field];
        }

        @Override
        public void put(int field, Object value) {
            values[field] = value;
        }
    }
}
