package io.millrace.job.testkit;

import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.model.click.ClickEvent;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericRowData;

/** The quickstart's clickstream as rows: realistic texts, repetitions, nulls and nested lists. */
public final class Clicks {

    public static final RecordSchema SCHEMA = RecordSchema.of(ClickEvent.getClassSchema());

    private Clicks() {}

    /** The good events of one seed in their order, as JSON text. */
    public static List<String> json(long seed, int count) {
        ClickGenerator generator = new ClickGenerator(seed, 0, 0);
        return LongStream.range(0, count)
                .mapToObj(index -> generator.event(index).json())
                .toList();
    }

    /** The same events as rows. */
    public static List<GenericRowData> rows(long seed, int count) {
        return json(seed, count).stream()
                .map(json -> JsonRows.row(json, SCHEMA))
                .toList();
    }
}
