package io.millrace.job.cli;

import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.rehearsal.Audience;
import io.millrace.model.ErrorKind;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a dry run has seen: rows by partition, and rejected records by reason. */
final class Forecast implements Audience {

    private static final int FIRST_ROWS = 3;

    /** The rows of one partition. */
    static final class Rows {

        private long rows;
        private long inputBytes;
        private long minMicros = Long.MAX_VALUE;
        private long maxMicros = Long.MIN_VALUE;

        long rows() {
            return rows;
        }

        long inputBytes() {
            return inputBytes;
        }

        boolean timed() {
            return minMicros <= maxMicros;
        }

        /** The earliest event time, microseconds since the epoch; of {@link #timed} rows. */
        long minMicros() {
            return minMicros;
        }

        long maxMicros() {
            return maxMicros;
        }
    }

    /**
     * Why records were rejected.
     *
     * @param field null where no single one is at fault
     */
    record Reason(Stage stage, ErrorKind kind, String field) {}

    /** The records that were rejected for one reason. */
    static final class Rejected {

        private final RejectedRecord first;
        private long records;

        Rejected(RejectedRecord first) {
            this.first = first;
        }

        RejectedRecord first() {
            return first;
        }

        long records() {
            return records;
        }
    }

    private final Map<RecordSchema, RowJson> jsons = new IdentityHashMap<>();
    private final Map<String, Rows> partitions = new TreeMap<>();
    private final Map<Reason, Rejected> rejected = new LinkedHashMap<>();
    private final List<String> firstRows = new ArrayList<>();

    private long records;
    private long filtered;
    private boolean complete;
    private String stop;

    @Override
    public void row(RecordSchema schema, RoutedRecord row) {
        Rows rows = partitions.computeIfAbsent(row.partition(), partition -> new Rows());
        rows.rows++;
        rows.inputBytes += row.inputBytes();
        if (row.eventTimeMicros() != RoutedRecord.NO_EVENT_TIME) {
            rows.minMicros = Math.min(rows.minMicros, row.eventTimeMicros());
            rows.maxMicros = Math.max(rows.maxMicros, row.eventTimeMicros());
        }
        if (firstRows.size() < FIRST_ROWS) {
            RowJson json = jsons.computeIfAbsent(schema, RowJson::new);
            json.clear();
            json.append(row.row());
            firstRows.add(new String(json.toBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void rejected(RejectedRecord record) {
        Reason reason = new Reason(
                record.rejection().stage(),
                record.rejection().kind(),
                record.rejection().fieldPath());
        rejected.computeIfAbsent(reason, first -> new Rejected(record)).records++;
    }

    /** The sample was read. */
    void ended(long ofRecords, long ofWhichFiltered, boolean allOfInput) {
        records = ofRecords;
        filtered = ofWhichFiltered;
        complete = allOfInput;
    }

    /** The job would have stopped itself. */
    void stopped(long ofRecords, long ofWhichFiltered, String why) {
        ended(ofRecords, ofWhichFiltered, false);
        stop = why;
    }

    long records() {
        return records;
    }

    long filtered() {
        return filtered;
    }

    long rows() {
        return partitions.values().stream().mapToLong(Rows::rows).sum();
    }

    long rejectedRecords() {
        return rejected.values().stream().mapToLong(Rejected::records).sum();
    }

    /** Whether the input held no more than was read. */
    boolean complete() {
        return complete;
    }

    /** Why the job would have stopped itself; null when it would not. */
    String stop() {
        return stop;
    }

    /** By the name of the partition. */
    Map<String, Rows> partitions() {
        return partitions;
    }

    /** In the order in which the reasons came up. */
    Map<Reason, Rejected> rejections() {
        return rejected;
    }

    /** A few rows as NDJSON has them. */
    List<String> firstRows() {
        return firstRows;
    }
}
