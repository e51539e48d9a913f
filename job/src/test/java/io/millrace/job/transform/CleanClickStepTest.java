package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.click.ClickEvent;
import io.millrace.model.click.Item;
import io.millrace.model.click.PageAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

/** The quickstart's function as a step of a pipeline. */
final class CleanClickStepTest {

    private static final RecordSchema EVENTS = RecordSchema.of(ClickEvent.getClassSchema());

    @Test
    void clicksBecomeRowsOfPageActions() throws Exception {
        TransformFunction step = TransformFunction.of(
                new FunctionConfig("clean-click", Map.of("drop-bots", "true")),
                EVENTS,
                new BreakerConfig(1, 1000),
                getClass().getClassLoader());
        assertThat(step.outputSchema()).isEqualTo(RecordSchema.of(PageAction.getClassSchema()));

        RecordedMetrics metrics = new RecordedMetrics();
        try (var harness = new OneInputStreamOperatorTestHarness<DecodedRecord, DecodedRecord>(
                new ProcessOperator<>(step), metrics.environment(8, 1, 0))) {
            harness.setup(new DecodedRecordTypeInfo(step.outputSchema()).createSerializer(new SerializerConfigImpl()));
            harness.open();
            harness.processElement(event("e-1", "page_view", "Firefox"), 0);
            harness.processElement(
                    event("e-2", "purchase", "Firefox", item("MUG", 3, "12.90"), item("TEA", 1, "8.45")), 0);
            harness.processElement(event("e-3", "page_view", "Googlebot/2.1"), 0);
            harness.processElement(event("e-4", "purchase", "Firefox"), 0);

            List<RowData> rows = harness.extractOutputValues().stream()
                    .flatMap(record -> IntStream.range(0, record.rowCount()).mapToObj(record::row))
                    .toList();
            assertThat(rows).extracting(row -> text(row, "event_id")).containsExactly("e-1", "e-2", "e-2");
            assertThat(rows).extracting(row -> row.getInt(at("line"))).containsExactly(0, 0, 1);
            assertThat(rows.get(1).getDecimal(at("amount"), 22, 2).toBigDecimal())
                    .isEqualTo("38.70");
            assertThat(text(rows.get(0), "device")).isEqualTo("OTHER");
            assertThat(metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(1L);
            assertThat(harness.extractOutputValues())
                    .extracting(DecodedRecord::rejected)
                    .filteredOn(Objects::nonNull)
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.rejection().message())
                            .isEqualTo("function 'clean-click' failed: a purchase has no items"));
        }
    }

    private static DecodedRecord event(String id, String type, String userAgent, Item... items) {
        ClickEvent event = ClickEvent.newBuilder()
                .setEventId(id)
                .setEventType(type)
                .setOccurredAt(Instant.EPOCH)
                .setSessionId("s")
                .setUrl("https://shop.example/")
                .setUserAgent(userAgent)
                .setItems(List.of(items))
                .setExperiments(Map.of())
                .build();
        return new DecodedRecord(TypedRows.of(event), RecordMeta.of(Messages.message(id, "")));
    }

    private static Item item(String sku, int quantity, String price) {
        return new Item(sku, quantity, new BigDecimal(price));
    }

    private static int at(String field) {
        return RecordSchema.of(PageAction.getClassSchema()).rowType().getFieldIndex(field);
    }

    private static String text(RowData row, String field) {
        return row.getString(at(field)).toString();
    }
}
