package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.RejectedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns rejected records into rows of {@link #SCHEMA}, in a partition for each hour (UTC) in which they failed. */
public final class DeadLetterRows extends ProcessFunction<RejectedRecord, RoutedRecord> {

    /** The schema of a dead letter; its documentation says what each column holds. */
    public static final RecordSchema SCHEMA = RecordSchema.of(read("dead-letter.avsc"));

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long MILLIS_PER_HOUR = 3_600_000;

    private final String pipeline;
    private final String version;

    private transient DeadLetterRow row;
    private transient RoutedRecord routed;

    /** The last record's partition, and its hour since the epoch. */
    private transient String partition;

    private transient long partitionHour;

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
        if (row == null) {
            row = new DeadLetterRow(pipeline, version);
            routed = new RoutedRecord();
        }
        long failedAt = rejected.failedAtMillis();
        out.collect(routed.refill(
                row.of(rejected),
                partition(failedAt),
                Math.multiplyExact(failedAt, 1000L),
                rejected.payload().length,
                rejected.origin()));
    }

    private String partition(long millis) {
        long hour = Math.floorDiv(millis, MILLIS_PER_HOUR);
        if (partition == null || hour != partitionHour) {
            partition = HOUR.format(Instant.ofEpochMilli(millis));
            partitionHour = hour;
        }
        return partition;
    }

    private static Schema read(String resource) {
        try (InputStream in = DeadLetterRows.class.getResourceAsStream(resource)) {
            return new Schema.Parser().parse(requireNonNull(in, resource));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }
}
