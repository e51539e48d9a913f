package io.millrace.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class SlotRowTest {

    private static final RowType TYPE = RecordSchema.of(
                    new Schema.Parser()
                            .parse(
                                    """
                            {"type": "record", "name": "Top", "fields": [
                              {"name": "flag", "type": "boolean"},
                              {"name": "small", "type": "int"},
                              {"name": "ratio", "type": "double"},
                              {"name": "share", "type": "float"},
                              {"name": "text", "type": ["null", "string"]},
                              {"name": "raw", "type": "bytes"},
                              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
                              {"name": "balance", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 4}},
                              {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                              {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                              {"name": "geo", "type": {"type": "record", "name": "Geo", "fields": [{"name": "city", "type": "string"}]}},
                              {"name": "counts", "type": {"type": "array", "items": ["null", "long"]}},
                              {"name": "tags", "type": {"type": "map", "values": "int"}}]}"""))
            .rowType();

    private final SlotRow row = new SlotRow(TYPE);

    @Test
    void givesThroughFlinksGettersWhatWasPutIntoTheSlots() {
        fill("Malmö", 12);
        assertThatIsFilled(row, "Malmö", 12);
        assertThat(row.getArity()).isEqualTo(13);
        assertThat(row.getRowKind()).isEqualTo(RowKind.INSERT);
    }

    @Test
    void stringsAreViewsNotCopies() {
        byte[] message = "xxhelloyy".getBytes(StandardCharsets.UTF_8);
        row.setView(4, message, 2, 5);
        assertThat(row.bytes(4)).isSameAs(message);
        assertThat(row.offset(4)).isEqualTo(2);
        assertThat(row.length(4)).isEqualTo(5);
        message[2] = 'j';
        assertThat(row.getString(4)).hasToString("jello");
    }

    @Test
    void aCopySurvivesWhenTheSlotsAreFilledAgainOrPoisoned() {
        RowDataSerializer serializer = new RowDataSerializer(TYPE);
        fill("Malmö", 100);
        RowData first = serializer.copy(row);
        BinaryRowData binary = serializer.toBinaryRow(row).copy();
        fill("Kyoto", 3);
        RowData second = serializer.copy(row);
        row.poison();
        assertThatIsFilled(first, "Malmö", 100);
        assertThatIsFilled(binary, "Malmö", 100);
        assertThatIsFilled(second, "Kyoto", 3);
    }

    @Test
    void aPoisonedRowCannotBeReadAsIfNothingHadHappened() {
        fill("Malmö", 2);
        RowData geo = row.getRow(10, 1);
        ArrayData counts = row.getArray(11);
        row.poison();
        assertThat(row.getInt(1)).isNotEqualTo(7);
        assertThatThrownBy(() -> row.getString(4).toString()).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> geo.getString(0).toString()).isInstanceOf(RuntimeException.class);
        assertThat(counts.size()).isEqualTo(Integer.MAX_VALUE);
        fill("Lund", 1);
        assertThatIsFilled(row, "Lund", 1);
    }

    @Test
    void aSlotThatWasNullHoldsAValueAgainAfterItIsSet() {
        row.setNull(4);
        assertThat(row.isNullAt(4)).isTrue();
        row.setView(4, new byte[] {'a'}, 0, 1);
        assertThat(row.isNullAt(4)).isFalse();
        row.setNull(11);
        row.openArray(11);
        assertThat(row.isNullAt(11)).isFalse();
    }

    @Test
    void largeDecimalsAre128BitTwosComplement() {
        DecimalType type = (DecimalType) TYPE.getTypeAt(7);
        for (String text : new String[] {
            "0.0000", "-0.0001", "9223372036854775808.0000", "-9999999999999999999999999999999999.9999"
        }) {
            BigInteger unscaled = new BigDecimal(text).unscaledValue();
            row.setWide(7, unscaled.shiftRight(64).longValue(), unscaled.longValue());
            assertThat(row.getDecimal(7, type.getPrecision(), type.getScale()).toBigDecimal())
                    .isEqualTo(text);
        }
    }

    @Test
    void timestampsBeforeTheEpochKeepTheirMicroseconds() {
        row.setWord(9, -1);
        assertThat(row.getTimestamp(9, 6)).isEqualTo(TimestampData.fromEpochMillis(-1, 999_000));
        row.setWord(8, -1);
        assertThat(row.getTimestamp(8, 3)).isEqualTo(TimestampData.fromEpochMillis(-1));
    }

    @Test
    void decodedRecordsAreInsertionsOnly() {
        row.setRowKind(RowKind.INSERT);
        assertThatThrownBy(() -> row.setRowKind(RowKind.DELETE)).hasMessageContaining("insertions");
    }

    private void fill(String city, int elements) {
        byte[] name = city.getBytes(StandardCharsets.UTF_8);
        row.setWord(0, 1);
        row.setWord(1, 7);
        row.setDouble(2, -0.0);
        row.setFloat(3, 1.5f);
        row.setView(4, name, 0, name.length);
        row.setView(5, new byte[] {0, 1, 2, 3}, 1, 2);
        row.setWord(6, -1999);
        row.setWide(7, -1, -5);
        row.setWord(8, 1_700_000_000_123L);
        row.setWord(9, 1_700_000_000_123_456L);
        row.openRow(10).setView(0, name, 0, name.length);
        SlotArray counts = row.openArray(11);
        SlotMap tags = row.openMap(12);
        for (int i = 0; i < elements; i++) {
            int slot = counts.append();
            if (i % 2 == 1) {
                counts.setNull(slot);
            } else {
                counts.setWord(slot, Long.MAX_VALUE - i);
            }
            byte[] key = ("key" + i).getBytes(StandardCharsets.UTF_8);
            int entry = tags.append();
            tags.keyArray().setView(entry, key, 0, key.length);
            tags.valueArray().setWord(entry, -i);
        }
    }

    private static void assertThatIsFilled(RowData row, String city, int elements) {
        assertThat(row.getBoolean(0)).isTrue();
        assertThat(row.getInt(1)).isEqualTo(7);
        assertThat(row.getDouble(2)).isEqualTo(-0.0);
        assertThat(row.getFloat(3)).isEqualTo(1.5f);
        assertThat(row.getString(4)).hasToString(city);
        assertThat(row.getBinary(5)).containsExactly(1, 2);
        assertThat(row.getDecimal(6, 12, 2)).isEqualTo(DecimalData.fromUnscaledLong(-1999, 12, 2));
        assertThat(row.getDecimal(7, 38, 4).toBigDecimal()).isEqualTo("-0.0005");
        assertThat(row.getTimestamp(8, 3)).isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L));
        assertThat(row.getTimestamp(9, 6)).isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L, 456_000));
        assertThat(row.getRow(10, 1).getString(0)).hasToString(city);
        ArrayData counts = row.getArray(11);
        MapData tags = row.getMap(12);
        assertThat(counts.size()).isEqualTo(elements);
        assertThat(tags.size()).isEqualTo(elements);
        for (int i = 0; i < elements; i++) {
            assertThat(counts.isNullAt(i)).isEqualTo(i % 2 == 1);
            if (i % 2 == 0) {
                assertThat(counts.getLong(i)).isEqualTo(Long.MAX_VALUE - i);
            }
            assertThat(tags.keyArray().getString(i)).hasToString("key" + i);
            assertThat(tags.valueArray().getInt(i)).isEqualTo(-i);
        }
    }
}
