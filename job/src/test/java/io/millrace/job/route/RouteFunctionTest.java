package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.error.Rejector;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

final class RouteFunctionTest {

    private static final Schema TIMESTAMP =
            org.apache.avro.LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    private static final RecordSchema SCHEMA = RecordSchema.of(SchemaBuilder.record("Event")
            .fields()
            .name("at")
            .type()
            .unionOf()
            .nullType()
            .and()
            .type(TIMESTAMP)
            .endUnion()
            .noDefault()
            .endRecord());
    private static final Instant SENT = Instant.ofEpochMilli(1_760_000_000_000L);

    private final RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void lateRecordGoesToItsOwnHourNotToTheCurrentOne() throws Exception {
        List<String> routed = new ArrayList<>();
        try (var route = route()) {
            for (Instant at : List.of(SENT, SENT.minus(Duration.ofDays(3)), SENT)) {
                route.processElement(record(at), 0);
                RoutedRecord record = route.extractOutputValues().get(0);
                routed.add(record.partition());
                assertThat(record.eventTimeMicros()).isEqualTo(at.toEpochMilli() * 1000);
                assertThat(record.row().getTimestamp(0, 6).toInstant()).isEqualTo(at);
                assertThat(record.inputBytes()).isEqualTo(4);
                route.getOutput().clear();
            }
        }
        assertThat(routed).containsExactly("2025/10/09/08", "2025/10/06/08", "2025/10/09/08");
    }

    @Test
    void aRecordWithoutATimeIsRejectedAndTheNextGoesOn() throws Exception {
        try (var route = route()) {
            route.processElement(record((Instant) null), 0);
            route.processElement(record(SENT), 0);

            assertThat(route.getOutput()).hasSize(1);
            RejectedRecord rejected =
                    route.getSideOutput(Rejector.REJECTED).remove().getValue();
            assertThat(rejected.rejection().message()).isEqualTo("the event time is absent");
            assertThat(rejected.rejection().fieldPath()).isEqualTo("at");
            assertThat(rejected.index()).isEqualTo(2);
            assertThat(new String(rejected.payload(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("body");
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
            assertThat(metrics.value("kind.route.rejected")).isEqualTo(1L);
        }
    }

    @Test
    void theRowsOfARecordGoEachToItsOwnHour() throws Exception {
        try (var route = route()) {
            route.processElement(record(SENT, SENT.minus(Duration.ofDays(3)), SENT.minusSeconds(3600)), 0);
            route.processElement(record(SENT), 0);

            assertThat(route.extractOutputValues().subList(0, 3))
                    .extracting(RoutedRecord::partition)
                    .containsExactly("2025/10/09/08", "2025/10/06/08", "2025/10/09/07");
            assertThat(route.getOutput()).hasSize(4);
            assertThat(route.getSideOutput(Rejector.REJECTED)).isNull();
        }
    }

    @Test
    void aRecordOfWhichOneRowHasNoTimeIsOneDeadLetterAndNoneOfItsRowsGoesOn() throws Exception {
        try (var route = route()) {
            route.processElement(record(SENT, SENT, null, null), 0);

            assertThat(route.getOutput()).isEmpty();
            assertThat(route.getSideOutput(Rejector.REJECTED)).singleElement().satisfies(rejected -> assertThat(
                            rejected.getValue().rejection().message())
                    .isEqualTo("the event time is absent"));
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);

            route.processElement(record(SENT), 0);
            assertThat(route.getOutput()).hasSize(1);
        }
    }

    @Test
    void whatWasRejectedBeforeLeavesTheFlowAndIsNotCountedAgain() throws Exception {
        try (var route = route()) {
            RejectedRecord before = record(SENT, SENT)
                    .meta()
                    .reject(Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, "no record"), 1_760_000_000_000L);
            route.processElement(new DecodedRecord().refill(before), 0);
            assertThat(route.getOutput()).isEmpty();
            assertThat(route.getSideOutput(Rejector.REJECTED))
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.getValue()).isEqualTo(before));
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(0L);
        }
    }

    @Test
    void whatWasRejectedIsCountedOnceAcrossARestore() throws Exception {
        org.apache.flink.runtime.checkpoint.OperatorSubtaskState state;
        try (var route = route()) {
            route.processElement(record((Instant) null), 0);
            state = route.snapshot(1, 1);
            route.processElement(record((Instant) null), 0);
        }
        RecordedMetrics after = new RecordedMetrics();
        try (var route = harness(after)) {
            route.initializeState(state);
            route.open();
            route.processElement(record((Instant) null), 0);
            assertThat(after.value(MetricNames.TOTAL_REJECTED)).isEqualTo(2L);
        }
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, RoutedRecord> route() throws Exception {
        var harness = harness(metrics);
        harness.open();
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<DecodedRecord, RoutedRecord> harness(RecordedMetrics metrics)
            throws Exception {
        RouteConfig config = RouteConfig.of(
                RouteConfig.Layout.DATE_HOUR,
                new EventTimeConfig(
                        "at",
                        ZoneId.of("UTC"),
                        EventTimeConfig.Fallback.REJECT,
                        Duration.ofDays(365),
                        Duration.ofDays(1)));
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RouteFunction(config, SCHEMA, new BreakerConfig(1, 10))),
                metrics.environment(1, 1, 0));
    }

    /** A record with a row for each time, and for null a row that has none. */
    private static DecodedRecord record(Instant... times) {
        RawMessage message = Messages.message("m", "[a,body]");
        List<GenericRowData> rows = Arrays.stream(times)
                .map(at -> GenericRowData.of(at == null ? null : TimestampData.fromInstant(at)))
                .toList();
        return new DecodedRecord().refill(rows, new RecordMeta(message, 2, message.body(), 3, 4));
    }
}
