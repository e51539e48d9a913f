package io.millrace.job.encode.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.StdoutConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.GoldenFile;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RowOutputTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(SchemaBuilder.record("Row")
            .fields()
            .requiredLong("id")
            .optionalString("name")
            .endRecord());

    /** Static, since outputs are serialized with the job. */
    private static final List<String> PRINTED = new ArrayList<>();

    private static final LineOutput OUTPUT = lines -> PRINTED.add(new String(lines, UTF_8));

    private RecordedMetrics metrics = new RecordedMetrics();

    @BeforeEach
    void nothingIsPrinted() {
        PRINTED.clear();
    }

    @Test
    void compactIsOneLineOfJsonForEachRow() throws Exception {
        try (Harness output = open(stdout(StdoutConfig.Style.COMPACT), null)) {
            output.add(1, "ä\n");
            output.add(2, null);
            output.checkpoint();

            assertThat(PRINTED).containsExactly("{\"id\":1,\"name\":\"ä\\n\"}\n{\"id\":2,\"name\":null}\n");
            assertThat(total(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(2);
            assertThat(total(MetricNames.TOTAL_BYTES_WRITTEN))
                    .isEqualTo(PRINTED.get(0).getBytes(UTF_8).length);
        }
    }

    @Test
    void prettyIsTheSameJsonIndented() throws Exception {
        try (Harness output = open(stdout(StdoutConfig.Style.PRETTY), null)) {
            output.add(9_007_199_254_740_993L, "a");
            output.checkpoint();

            assertThat(PRINTED).containsExactly("{\n  \"id\" : 9007199254740993,\n  \"name\" : \"a\"\n}\n");
        }
    }

    @Test
    void prettyKeepsEveryDigit() throws IOException {
        RecordSchema schema = RecordSchema.of(new org.apache.avro.Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"d\",\"type\":{\"type\":\"bytes\","
                        + "\"logicalType\":\"decimal\",\"precision\":38,\"scale\":20}}]}"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RowText.pretty(schema)
                .append(
                        GenericRowData.of(org.apache.flink.table.data.DecimalData.fromBigDecimal(
                                new java.math.BigDecimal("123456789012345678.10000000000000000000"), 38, 20)),
                        out);

        assertThat(out.toString(UTF_8)).isEqualTo("{\n  \"d\" : 123456789012345678.10000000000000000000\n}\n");
    }

    @Test
    void linesAreCollectedButPrintedSoon() throws Exception {
        try (Harness output = open(stdout(StdoutConfig.Style.COMPACT), null)) {
            output.setProcessingTime(1_000);
            output.add(1, null);
            output.add(2, null);
            assertThat(PRINTED).isEmpty();

            output.setProcessingTime(1_000 + LinePrinter.DELAY_MILLIS);
            assertThat(PRINTED).hasSize(1);
            assertThat(PRINTED.get(0)).hasLineCount(2);

            output.add(3, null);
            output.setProcessingTime(1_000 + 2 * LinePrinter.DELAY_MILLIS);
            assertThat(PRINTED).hasSize(2);
        }
    }

    @Test
    void manyLinesArePrintedAtOnceAndNeverTornApart() throws Exception {
        try (Harness output = open(stdout(StdoutConfig.Style.COMPACT), null)) {
            for (int id = 0; id < 5_000; id++) {
                output.add(id, "some text that makes the line longer");
            }
            output.endOfInput();

            assertThat(PRINTED).hasSizeGreaterThan(5).allMatch(text -> text.startsWith("{") && text.endsWith("}\n"));
            assertThat(String.join("", PRINTED)).hasLineCount(5_000);
        }
    }

    @Test
    void countIsOneNumberAtTheEndOfTheInputAndCountsOnceAcrossAFailure() throws Exception {
        OperatorSubtaskState state;
        try (Harness output = open(stdout(StdoutConfig.Style.COUNT), null)) {
            output.add(1, null);
            output.add(2, null);
            state = output.checkpoint();
            output.add(3, null);
        }
        metrics = new RecordedMetrics();
        try (Harness output = open(stdout(StdoutConfig.Style.COUNT), state)) {
            output.add(3, null);
            assertThat(PRINTED).isEmpty();

            output.endOfInput();

            assertThat(PRINTED).containsExactly("3\n");
            assertThat(total(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(3);
            assertThat(total(MetricNames.TOTAL_BYTES_WRITTEN)).isEqualTo(300);
        }
    }

    @Test
    void severalInstancesCannotPrintOneNumber() {
        assertThatThrownBy(() -> harness(stdout(StdoutConfig.Style.COUNT), 2).open())
                .hasMessageContaining("one number is printed by one instance, not by 2");
    }

    @Test
    void statsCountRowsAndInputAndPrintNothing() throws Exception {
        try (Harness output = open(RowOutput.stats(SCHEMA), null)) {
            output.add(1, "a");
            output.add(2, "b");
            output.endOfInput();

            assertThat(PRINTED).isEmpty();
            assertThat(total(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(2);
            assertThat(total(MetricNames.TOTAL_BYTES_WRITTEN)).isEqualTo(200);
        }
    }

    @Test
    void theFormOfTotalsInStateIsVersionOne() throws IOException {
        RowTotals totals = new RowTotals(0x0102030405060708L, 42);
        GoldenFile golden = new GoldenFile("row-totals-v1.bin");

        golden.assertHolds(RowTotalsSerializer.INSTANCE.serialize(totals));
        assertThat(RowTotalsSerializer.INSTANCE.deserialize(1, golden.bytes())).isEqualTo(totals);
        assertThatThrownBy(() -> RowTotalsSerializer.INSTANCE.deserialize(2, golden.bytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("got version 2 in 16 bytes");
    }

    private static RowOutput stdout(StdoutConfig.Style style) {
        return RowOutput.stdout(new StdoutConfig(style), SCHEMA, OUTPUT);
    }

    private long total(String name) {
        return metrics.value(name).longValue();
    }

    private Harness open(RowOutput output, OperatorSubtaskState state) throws Exception {
        Harness harness = harness(output, 1);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private Harness harness(RowOutput output, int parallelism) throws Exception {
        return new Harness(output, metrics.environment(8, parallelism, 0));
    }

    /** The output as Flink runs it. */
    private static final class Harness
            extends OneInputStreamOperatorTestHarness<RoutedRecord, CommittableMessage<Object>> {

        private long checkpoint;

        Harness(RowOutput output, MockEnvironment environment) throws Exception {
            super(new SinkWriterOperatorFactory<>(output), environment);
        }

        void add(long id, String name) throws Exception {
            GenericRowData row = GenericRowData.of(id, name == null ? null : StringData.fromString(name));
            processElement(
                    new RoutedRecord()
                            .refill(
                                    row,
                                    "",
                                    RoutedRecord.NO_EVENT_TIME,
                                    100,
                                    Messages.message("m-1", "").origin()),
                    0);
        }

        OperatorSubtaskState checkpoint() throws Exception {
            prepareSnapshotPreBarrier(++checkpoint);
            return snapshot(checkpoint, checkpoint);
        }

        void endOfInput() throws Exception {
            endInput();
        }
    }
}
