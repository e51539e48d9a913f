package io.millrace.job.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.TextCompression;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotProjection;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.testkit.RandomRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

/** Files that leave out columns of the rows they are given. */
final class NarrowedEncoderTest {

    @Test
    void theOtherColumnsAreWhatTheyAreWithoutThoseThatAreLeftOut() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            RandomRows random = new RandomRows(seed);
            RecordSchema wide = random.schema();
            List<String> names = wide.rowType().getFieldNames();
            Random dice = new Random(seed);
            List<String> left = new ArrayList<>(
                    names.stream().filter(name -> dice.nextInt(3) > 0).toList());
            if (left.isEmpty()) {
                left.add(names.get(0));
            }
            RecordSchema narrow = wide.without(
                    names.stream().filter(name -> !left.contains(name)).toList());
            List<GenericRowData> rows = new ArrayList<>();
            List<GenericRowData> without = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                GenericRowData row = random.row(wide);
                rows.add(row);
                without.add(GenericRowData.of(left.stream()
                        .map(name -> row.getField(names.indexOf(name)))
                        .toArray()));
            }
            byte[] expected = Written.bytes(Written.ndjson(TextCompression.NONE), narrow, without);

            assertThat(Written.write(
                                    EncoderFactories.of(
                                            Written.ndjson(TextCompression.NONE), wide, narrow, Written.PIPELINE),
                                    rows)
                            .toBytes())
                    .as("seed %s", seed)
                    .isEqualTo(expected);
            SlotProjection projection = new SlotProjection(wide, narrow);
            SlotView slots = new SlotView(wide.rowType());
            List<RowData> projected = new ArrayList<>();
            for (GenericRowData row : rows) {
                SlotRow slotted = slots.of(row);
                SlotRow copy = new SlotView(narrow.rowType()).of(copied(projection.of(slotted), narrow));
                projected.add(copy);
            }
            assertThat(Written.bytes(Written.ndjson(TextCompression.NONE), narrow, projected))
                    .isEqualTo(expected);
        }
    }

    private static RowData copied(RowData row, RecordSchema schema) {
        return new org.apache.flink.table.runtime.typeutils.RowDataSerializer(schema.rowType()).copy(row);
    }

    @Test
    void filesOfAllColumnsAreNotSlowedDown() {
        RecordSchema schema = new RandomRows(1).schema();
        assertThat(EncoderFactories.of(Written.ndjson(TextCompression.NONE), schema, schema, Written.PIPELINE))
                .isNotInstanceOf(NarrowedEncoderFactory.class);
    }

    @Test
    void aColumnThatTheRowsDoNotHaveIsRefused() {
        RecordSchema one = new RandomRows(1).schema();
        RecordSchema other = new RandomRows(2).schema();
        assertThatThrownBy(() -> new SlotProjection(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no field like");
    }
}
