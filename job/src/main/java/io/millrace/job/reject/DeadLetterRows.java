package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;

/** Turns rejected records into rows of {@link #SCHEMA}, in a partition for each hour (UTC) in which they failed. */
public final class DeadLetterRows extends ProcessFunction<RejectedRecord, RoutedRecord> {

    /** The schema of a dead letter; its documentation says what each column holds. */
    public static final RecordSchema SCHEMA = RecordSchema.of(read("dead-letter.avsc"));

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int ATTEMPTS = 1;

    /** What a replay into a stream needs beside the bytes. */
    private static final String PARTITION_KEY = "partition_key";

    private final String pipeline;
    private final String version;

    private transient RoutedRecord routed;

    /**
     * @param pipeline the pipeline's name
     * @param version the release of Millrace
     */
    public DeadLetterRows(String pipeline, String version) {
        this.pipeline = requireNonNull(pipeline, "pipeline");
        this.version = requireNonNull(version, "version");
    }

    @Override
    public void processElement(RejectedRecord rejected, Context context, Collector<RoutedRecord> out) {
        if (routed == null) {
            routed = new RoutedRecord();
        }
        long failedAtMicros = Math.multiplyExact(rejected.failedAtMillis(), 1000L);
        String partition = HOUR.format(Instant.ofEpochMilli(rejected.failedAtMillis()));
        out.collect(
                routed.refill(row(rejected), partition, failedAtMicros, rejected.payload().length, rejected.origin()));
    }

    /** The row, in the order of the schema's columns. */
    RowData row(RejectedRecord rejected) {
        Rejection rejection = rejected.rejection();
        return GenericRowData.of(
                StringData.fromBytes(Base64.getEncoder().encode(rejected.payload())),
                rejected.unwrapped(),
                StringData.fromString(rejected.messageId().toString()),
                rejected.index(),
                text(rejected.origin().source()),
                StringData.fromString(rejected.origin().position()),
                attributes(rejected),
                rejected.origin().receiveCount(),
                StringData.fromString(rejection.stage().label()),
                StringData.fromString(rejection.kind().label()),
                text(rejection.message()),
                new GenericArrayData(
                        rejection.causes().stream().map(DeadLetterRows::text).toArray()),
                text(rejection.fieldPath()),
                text(rejection.expected()),
                text(rejection.actual()),
                StringData.fromString(pipeline),
                StringData.fromString(version),
                firstSeen(rejected),
                TimestampData.fromEpochMillis(rejected.failedAtMillis()),
                ATTEMPTS);
    }

    private static TimestampData firstSeen(RejectedRecord rejected) {
        return rejected.origin() instanceof SqsOrigin sqs && sqs.firstReceivedAtMillis() > 0
                ? TimestampData.fromEpochMillis(sqs.firstReceivedAtMillis())
                : null;
    }

    private static GenericMapData attributes(RejectedRecord rejected) {
        Map<StringData, StringData> masked = new HashMap<>();
        if (rejected.origin() instanceof KinesisOrigin kinesis) {
            masked.put(StringData.fromString(PARTITION_KEY), StringData.fromString(kinesis.partitionKey()));
        }
        rejected.attributes()
                .forEach((name, value) -> masked.put(
                        StringData.fromString(name), StringData.fromString(Redaction.attribute(name, value))));
        return new GenericMapData(masked);
    }

    private static StringData text(String text) {
        return text == null ? null : StringData.fromString(Redaction.text(text));
    }

    private static Schema read(String resource) {
        try (InputStream in = DeadLetterRows.class.getResourceAsStream(resource)) {
            return new Schema.Parser().parse(requireNonNull(in, resource));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }
}
