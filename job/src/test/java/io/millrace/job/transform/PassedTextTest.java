package io.millrace.job.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SlotRow;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

final class PassedTextTest {

    private static final RowType TYPE = RowType.of(VarCharType.STRING_TYPE);

    private final PassedText root = PassedText.root();
    private final PassedText city = root.field("geo").field("city");
    private final SlotRow in = new SlotRow(TYPE);
    private final SlotRow out = new SlotRow(TYPE);

    @Test
    void theSameObjectHasTheBytesOfTheRowItCameFrom() {
        byte[] buffer = given("..Malmö");
        String text = city.read(in, 0);
        assertThat(text).isEqualTo("Malmö");
        assertThat(root.field("geo").field("city").put(out, 0, text)).isTrue();
        assertThat(out.bytes(0)).isSameAs(buffer);
        assertThat(out.text(0)).isEqualTo("Malmö");
    }

    @Test
    void anotherObjectHasNoneThoughItIsEqual() {
        given("..Malmö");
        assertThat(city.put(out, 0, new String(city.read(in, 0)))).isFalse();
        assertThat(city.put(out, 0, null)).isFalse();
    }

    @Test
    void anotherFieldHasNone() {
        given("..Malmö");
        assertThat(root.field("city").put(out, 0, city.read(in, 0))).isFalse();
    }

    /** A function may keep it; its bytes are those of another record by now. */
    @Test
    void theTextOfARecordBeforeHasNone() {
        given("..Malmö");
        String text = city.read(in, 0);
        root.nextRecord();
        assertThat(city.put(out, 0, text)).isFalse();
    }

    private byte[] given(String text) {
        byte[] buffer = text.getBytes(UTF_8);
        root.nextRecord();
        in.setView(0, buffer, 2, buffer.length - 2);
        return buffer;
    }
}
