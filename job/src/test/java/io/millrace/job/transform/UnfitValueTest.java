package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.transform.typed.Hash;
import io.millrace.job.transform.typed.Torture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class UnfitValueTest {

    private final RecordToRow toRow = RecordToRow.of(Torture.getClassSchema(), PassedText.root());
    private final SlotRow row =
            new SlotRow(RecordSchema.of(Torture.getClassSchema()).rowType());

    @Test
    void aRequiredValueThatIsNullIsNamed() {
        assertUnfit(t -> t.setText(null), "text", "a required value is null", "string", "null");
        assertUnfit(t -> t.setInner(null), "inner", "a required value is null", "record", "null");
        assertUnfit(t -> t.getInner().setTags(null), "inner.tags", "a required value is null", "array", "null");
        assertUnfit(
                t -> t.setTimes(Arrays.asList(Instant.EPOCH, null)),
                "times[1]",
                "a required value is null",
                "long",
                "null");
    }

    @Test
    void thePathLeadsThroughListsAndMaps() {
        assertUnfit(
                t -> t.getInners().get(1).setTags(Arrays.asList("a", null)),
                "inners[1].tags[1]",
                "a required value is null",
                "string",
                "null");
        assertUnfit(
                t -> t.getPlaces().get("x").get("y").setAmount(new BigDecimal("0.12")),
                "places[\"x\"][\"y\"].amount",
                "the number has more decimal places than its type, and is not rounded",
                "decimal(6, 1)",
                "decimal(2, 2)");
        Map<String, BigDecimal> prices = new HashMap<>();
        prices.put(null, null);
        assertUnfit(t -> t.setPrices(prices), "prices[\"null\"]", "a key is null", "string", "null");
    }

    @Test
    void aNumberWithMoreDigitsThanItsTypeIsRefusedAndNotCut() {
        String message = "the number has more digits than its type";
        assertUnfit(
                t -> t.setPrice(new BigDecimal("10000000000.00")),
                "price",
                message,
                "decimal(12, 2)",
                "decimal(13, 2)");
        assertUnfit(
                t -> t.setPrice(new BigDecimal("1E+1000000000")),
                "price",
                message,
                "decimal(12, 2)",
                "decimal(1, -1000000000)");
    }

    @Test
    void aNumberIsNeverRounded() {
        String message = "the number has more decimal places than its type, and is not rounded";
        assertUnfit(t -> t.setPrice(new BigDecimal("0.001")), "price", message, "decimal(12, 2)", "decimal(1, 3)");
        assertUnfit(
                t -> t.setPrice(new BigDecimal("1E-1000000000")),
                "price",
                message,
                "decimal(12, 2)",
                "decimal(1, 1000000000)");
    }

    @Test
    void aNumberThatFitsInAnotherScaleIsTheSameNumber() {
        for (String number : List.of("1E+3", "1.1000", "0E-30", "0E+1000000000", "7")) {
            Torture torture = Torturer.full();
            torture.setPrice(new BigDecimal(number));
            toRow.fill(row, torture);
            assertThat(row.getDecimal(10, 12, 2).toBigDecimal()).isEqualByComparingTo(new BigDecimal(number));
        }
    }

    @Test
    void halfOfASurrogatePairIsNoText() {
        assertUnfit(
                t -> t.setText("a\ud83e"),
                "text",
                "the text holds half of a surrogate pair at index 1",
                "string",
                "string of invalid UTF-16");
        assertUnfit(
                t -> t.setText("a question? \udd86?"),
                "text",
                "the text holds half of a surrogate pair at index 12",
                "string",
                "string of invalid UTF-16");
        assertUnfit(
                t -> t.getInner().setTags(List.of("🦆\udd86")),
                "inner.tags[0]",
                "the text holds half of a surrogate pair at index 2",
                "string",
                "string of invalid UTF-16");
    }

    @Test
    void aTimeOutsideItsRangeIsRefused() {
        assertUnfit(
                t -> t.setMicros(Instant.MAX),
                "micros",
                "the time is out of range",
                "timestamp-micros",
                "+1000000000-12-31T23:59:59.999999Z");
        assertUnfit(
                t -> t.setMillis(Instant.MIN),
                "millis",
                "the time is out of range",
                "timestamp-millis",
                "-1000000000-01-01T00:00:00Z");
    }

    @Test
    void aFixedOfAnotherLengthIsRefused() {
        assertUnfit(
                t -> t.setHash(new Hash(new byte[3])),
                "hash",
                "the value has not the length of its type",
                "fixed(4)",
                "3 bytes");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aValueOfAnotherClassIsRefusedAlsoWhereGenericsHideIt() {
        String message = "the value has a class that does not fit its type";
        assertUnfit(t -> t.setGrid((List) List.of(List.of("1"))), "grid[0][0]", message, "int", "java.lang.String");
        assertUnfit(t -> t.setGrid((List) List.of(1)), "grid[0]", message, "array", "java.lang.Integer");
        assertUnfit(
                t -> t.setTimes((List) List.of("now")), "times[0]", message, "timestamp-micros", "java.lang.String");
        assertUnfit(
                t -> t.setInners((List) List.of(new Torture())),
                "inners[0]",
                message,
                "io.millrace.job.transform.typed.Inner",
                "io.millrace.job.transform.typed.Torture");
        assertUnfit(t -> t.setPlaces((Map) Map.of("x", 1)), "places[\"x\"]", message, "map", "java.lang.Integer");
        assertUnfit(
                t -> t.setPrices((Map) Map.of("x", 1)),
                "prices[\"x\"]",
                message,
                "decimal(12, 2)",
                "java.lang.Integer");
    }

    private void assertUnfit(Consumer<Torture> change, String path, String message, String expected, String actual) {
        Torture torture = Torturer.full();
        change.accept(torture);
        UnfitValueException unfit = catchThrowableOfType(UnfitValueException.class, () -> toRow.fill(row, torture));
        assertThat(unfit).as(path).isNotNull().hasMessage(message);
        assertThat(unfit.path()).isEqualTo(path);
        assertThat(unfit.expected()).isEqualTo(expected);
        assertThat(unfit.actual()).isEqualTo(actual);
    }
}
