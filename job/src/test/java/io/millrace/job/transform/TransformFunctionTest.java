package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.job.transform.typed.Inner;
import io.millrace.job.transform.typed.Torture;
import io.millrace.model.ErrorKind;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransformFunctionTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(Torture.getClassSchema());
    private static final int TEXT = SCHEMA.rowType().getFieldIndex("text");
    private static final BreakerConfig NEVER = new BreakerConfig(1, 1000);
    private static final ClassLoader LOADER = TransformFunctionTest.class.getClassLoader();

    private RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void aRecordGivesNoneOneOrSeveral() throws Exception {
        try (var harness = harness("test-moody", Map.of("suffix", "!"), null)) {
            process(harness, "one", "none", "three");
            assertThat(texts(harness)).containsExactly("one!", "three-0!", "three-1!", "three-2!");
            assertThat(allRejected(harness)).isEmpty();
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(1L);
        }
    }

    @Test
    void whatComesOutCarriesWhereItsRecordCameFrom() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, "one", "three");
            assertThat(harness.extractOutputValues())
                    .extracting(record -> record.meta().message().origin().position())
                    .containsExactly("one", "three");
        }
    }

    @Test
    void whatWasRejectedBeforeIsPassedOnAndNoFunctionSeesIt() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            RejectedRecord before = record("m", "second fails")
                    .meta()
                    .reject(Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, "no record"), 1_760_000_000_000L);
            harness.processElement(new DecodedRecord().refill(before), 0);
            process(harness, "after");
            assertThat(texts(harness)).containsExactly("after");
            assertThat(rejected(harness).rejection()).isEqualTo(before.rejection());
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED))
                    .as("counted where it was rejected")
                    .isEqualTo(0L);
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(0L);
        }
    }

    @Test
    void theRowsThatOneRecordHasBecomeStayTogether() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, "three");
            assertThat(harness.extractOutputValues()).singleElement().satisfies(record -> assertThat(record.rowCount())
                    .isEqualTo(3));
        }
    }

    @Test
    void theNextStepTakesEveryRowOfARecordInTurn() throws Exception {
        try (var harness = harness("test-moody", Map.of("suffix", "!"), null)) {
            harness.processElement(record("m", "none", "three", "one"), 0);
            harness.processElement(record("m", "none", "none"), 0);
            assertThat(texts(harness)).containsExactly("three-0!", "three-1!", "three-2!", "one!");
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED))
                    .as("records of which nothing is left")
                    .isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"second fails", "second unfit", "asserts"})
    void aRecordOfWhichTheNextStepCannotTakeOneRowIsOneDeadLetterAndNoneOfItsRowsGoesOn(String bad) throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            harness.processElement(record("m", "good", bad, "good", bad), 0);
            process(harness, "after");
            assertThat(texts(harness)).containsExactly("after");
            assertThat(rejected(harness).payload()).asString().isEqualTo("body of m");
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
        }
    }

    @Test
    void aRecordOfEveryTypeComesThroughWhole() throws Exception {
        try (var harness = harness("test-untouched", Map.of(), null)) {
            harness.processElement(record(Torturer.full(), "m"), 0);
            RowToRecord back = RowToRecord.of(SCHEMA.rowType(), TypedClass.of(Torture.class), PassedText.root());
            SlotView view = new SlotView(SCHEMA.rowType());
            assertThat(harness.extractOutputValues())
                    .extracting(record -> back.convert(view.of(record.row())))
                    .containsExactly(Torturer.full());
        }
    }

    @Test
    void aRecordOnWhichTheFunctionFailsIsRejectedAloneWithNoneOfItsResults() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, "before", "second fails", "after");
            assertThat(texts(harness)).containsExactly("before", "after");
            RejectedRecord rejected = rejected(harness);
            assertThat(rejected.origin().position()).isEqualTo("second fails");
            assertThat(rejected.payload()).asString().isEqualTo("body of second fails");
            assertThat(rejected.rejection().stage()).isEqualTo(Stage.TRANSFORM);
            assertThat(rejected.rejection().kind()).isEqualTo(ErrorKind.TRANSFORM);
            assertThat(rejected.rejection().message()).isEqualTo("function 'test-moody' failed: cannot look up");
            assertThat(rejected.rejection().causes())
                    .containsExactly("java.io.IOException: cannot look up", "java.lang.IllegalStateException: closed");
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(0L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "second unfit, price, 'decimal(12, 2)', 'decimal(1, 3)',"
                + " 'the number has more decimal places than its type, and is not rounded'",
        "swallows, text, string, null, a required value is null",
        "gives null, , io.millrace.job.transform.typed.Torture, null, a required value is null"
    })
    void aResultThatNoRowCanHoldRejectsItsRecordWithTheFieldsPath(
            String text, String path, String expected, String actual, String message) throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, text, "after");
            assertThat(texts(harness)).containsExactly("after");
            var rejection = rejected(harness).rejection();
            assertThat(rejection.kind()).isEqualTo(ErrorKind.ENCODE);
            assertThat(rejection.fieldPath()).isEqualTo(path);
            assertThat(rejection.expected()).isEqualTo(expected);
            assertThat(rejection.actual()).isEqualTo(actual);
            assertThat(rejection.message())
                    .isEqualTo("function 'test-moody' gave a record that cannot be written: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"overflows, StackOverflowError", "asserts, AssertionError"})
    void anErrorThatOneRecordCausesRejectsThatRecord(String text, String error) throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, text, "after");
            assertThat(texts(harness)).containsExactly("after");
            assertThat(rejected(harness).rejection().message()).isEqualTo("function 'test-moody' failed: " + error);
        }
    }

    @Test
    void anErrorOfTheInstallationFailsTheJob() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            assertThatThrownBy(() -> process(harness, "misses a class")).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void anInterruptIsTheTasksAndNotTheRecords() throws Exception {
        try (var harness = harness("test-moody", Map.of(), null)) {
            assertThatThrownBy(() -> process(harness, "interrupted")).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void totalsGoOnFromTheCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness("test-moody", Map.of(), null)) {
            process(harness, "none", "second fails");
            checkpoint = harness.snapshot(1, 1);
            process(harness, "none");
        }
        metrics = new RecordedMetrics();
        try (var harness = harness("test-moody", Map.of(), checkpoint)) {
            process(harness, "none");
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(2L);
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
        }
    }

    @Test
    void anUnknownFunctionIsAnErrorBeforeTheJobStarts() {
        assertThatThrownBy(() -> of("test-mody", Map.of(), SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no function is called 'test-mody'; did you mean 'test-moody'?");
    }

    @Test
    void refusedOptionsAreAnErrorBeforeTheJobStarts() {
        assertThatThrownBy(() -> of("test-moody", Map.of("prefix", "x"), SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("function 'test-moody' refuses its options: unknown option 'prefix'");
        assertThatThrownBy(() -> of("test-untouched", Map.of("x", "y"), SCHEMA))
                .hasMessage("function 'test-untouched' refuses its options: function 'test-untouched' takes no options,"
                        + " but got [x]");
    }

    @Test
    void aSchemaThatTheFunctionDoesNotExpectIsAnErrorBeforeTheJobStarts() {
        assertThatThrownBy(() -> of("test-moody", Map.of(), RecordSchema.of(Inner.getClassSchema())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("function 'test-moody' expects " + Torture.class.getName()
                        + ", but other records come in: the field 'name' comes in, but the function does not know it;")
                .hasMessageContaining("the function expects a field 'flag', but none comes in");
    }

    @Test
    void theOutputsSchemaIsThatOfTheClassItGives() {
        assertThat(of("test-untouched", Map.of(), SCHEMA).outputSchema()).isEqualTo(SCHEMA);
    }

    private static TransformFunction of(String function, Map<String, String> options, RecordSchema schema) {
        return TransformFunction.of(new FunctionConfig(function, options), schema, NEVER, LOADER);
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord> harness(
            String function, Map<String, String> options, OperatorSubtaskState restored) throws Exception {
        TransformFunction shipped = InstantiationUtil.clone(of(function, options, SCHEMA));
        var harness =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(shipped), metrics.environment(8, 1, 0));
        harness.setup(new DecodedRecordTypeInfo(SCHEMA).createSerializer(new SerializerConfigImpl()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private void process(OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord> harness, String... texts)
            throws Exception {
        for (String text : texts) {
            Torture torture = Torturer.full();
            torture.setText(text);
            harness.processElement(record(torture, text), 0);
        }
    }

    /** A record that earlier steps have made several rows of. */
    private DecodedRecord record(String id, String... texts) {
        List<SlotRow> several = new ArrayList<>();
        for (String text : texts) {
            Torture torture = Torturer.full();
            torture.setText(text);
            several.add(TypedRows.of(torture));
        }
        return new DecodedRecord().refill(several, RecordMeta.of(Messages.message(id, "body of " + id)));
    }

    private DecodedRecord record(Torture torture, String id) {
        return new DecodedRecord(TypedRows.of(torture), RecordMeta.of(Messages.message(id, "body of " + id)));
    }

    private static List<String> texts(OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord> harness) {
        List<String> texts = new ArrayList<>();
        for (DecodedRecord record : harness.extractOutputValues()) {
            for (int i = 0; i < record.rowCount(); i++) {
                texts.add(record.row(i).getString(TEXT).toString());
            }
        }
        return texts;
    }

    private static RejectedRecord rejected(OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord> harness) {
        assertThat(allRejected(harness)).hasSize(1);
        return allRejected(harness).get(0);
    }

    private static List<RejectedRecord> allRejected(
            OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord> harness) {
        return harness.extractOutputValues().stream()
                .map(DecodedRecord::rejected)
                .filter(Objects::nonNull)
                .toList();
    }
}
