package io.millrace.job.announce;

import com.google.protobuf.ByteString;
import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.announce.proto.FileFormat;
import io.millrace.job.announce.proto.SchemaReference;
import io.millrace.model.Balance;
import io.millrace.model.ColumnStats;
import io.millrace.model.CommittedFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import io.millrace.model.LostRange;
import io.millrace.model.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Entries of the log as protobuf messages, there and back. */
final class DataFileProto {

    private DataFileProto() {}

    static DataFileV1 message(String job, CommittedFile file) {
        DataFileV1.Builder message = DataFileV1.newBuilder()
                .setFilePath(file.path())
                .setFileFormat(format(file.format()))
                .setRecordCount(file.rows())
                .setFileSizeInBytes(file.bytes())
                .setJob(job)
                .setPartition(file.partition())
                .setSchemaFingerprint(file.schemaFingerprint())
                .setInputBytes(file.inputBytes())
                .addSchemaReferences(
                        SchemaReference.newBuilder().setName(file.schemaName()).setHash(file.schemaFingerprint()));
        if (file.checkpointId() != LogEntry.END_OF_INPUT) {
            message.setCheckpoint(file.checkpointId());
        }
        if (file.minEventTimeMicros() != null) {
            message.setMinEventTime(file.minEventTimeMicros());
            message.setMaxEventTime(file.maxEventTimeMicros());
        }
        for (SourceRange range : file.sources()) {
            message.addSourceRanges(io.millrace.job.announce.proto.SourceRange.newBuilder()
                    .setSource(range.source())
                    .setFirst(range.first())
                    .setLast(range.last())
                    .setRows(range.rows()));
        }
        for (int i = 0; i < file.columns().size(); i++) {
            add(message, i, file.columns().get(i));
        }
        return message.build();
    }

    private static void add(DataFileV1.Builder message, int id, ColumnStats column) {
        message.putColumnSizes(id, column.bytes());
        message.putValueCounts(id, column.values());
        message.putNullValueCounts(id, column.nulls());
        if (column.nans() != null) {
            message.putNanValueCounts(id, column.nans());
        }
        if (column.bounded()) {
            message.putLowerBounds(id, ByteString.copyFrom(column.lower()));
            message.putUpperBounds(id, ByteString.copyFrom(column.upper()));
            message.addIndexedFields(column.name());
        }
    }

    /**
     * The file that a message announces. The names of columns without bounds are not in the message; they are empty.
     *
     * @param modifiedAtMillis when it was written
     */
    static CommittedFile file(DataFileV1 message, long modifiedAtMillis) {
        return new CommittedFile(
                message.getFilePath(),
                message.getPartition(),
                format(message.getFileFormat()),
                message.getSchemaReferencesCount() == 0
                        ? ""
                        : message.getSchemaReferences(0).getName(),
                message.getSchemaFingerprint(),
                message.getRecordCount(),
                message.getFileSizeInBytes(),
                message.getInputBytes(),
                message.hasMinEventTime() ? Long.valueOf(message.getMinEventTime()) : null,
                message.hasMaxEventTime() ? Long.valueOf(message.getMaxEventTime()) : null,
                message.hasCheckpoint() ? message.getCheckpoint() : LogEntry.END_OF_INPUT,
                modifiedAtMillis,
                columns(message),
                message.getSourceRangesList().stream()
                        .map(range ->
                                new SourceRange(range.getSource(), range.getFirst(), range.getLast(), range.getRows()))
                        .toList());
    }

    private static List<ColumnStats> columns(DataFileV1 message) {
        List<ColumnStats> columns = new ArrayList<>();
        int bounded = 0;
        for (int id = 0; message.containsColumnSizes(id); id++) {
            ByteString lower = message.getLowerBoundsMap().get(id);
            ByteString upper = message.getUpperBoundsMap().get(id);
            boolean both = lower != null && upper != null;
            columns.add(new ColumnStats(
                    both && bounded < message.getIndexedFieldsCount() ? message.getIndexedFields(bounded++) : "",
                    message.getColumnSizesOrThrow(id),
                    message.getValueCountsOrDefault(id, 0),
                    message.getNullValueCountsOrDefault(id, 0),
                    message.getNanValueCountsMap().get(id),
                    both ? lower.toByteArray() : null,
                    both ? upper.toByteArray() : null));
        }
        return columns;
    }

    static io.millrace.job.announce.proto.Balance message(String job, Balance balance) {
        var message = io.millrace.job.announce.proto.Balance.newBuilder()
                .setId(balance.id())
                .setJob(job)
                .setOperator(balance.operator())
                .setSubtask(balance.subtask())
                .setReceived(balance.received())
                .setWritten(balance.written())
                .setFiltered(balance.filtered())
                .setDuplicates(balance.duplicates())
                .setRejected(balance.rejected())
                .setRows(balance.rows());
        if (balance.checkpointId() != LogEntry.END_OF_INPUT) {
            message.setCheckpoint(balance.checkpointId());
        }
        return message.build();
    }

    static Balance balance(io.millrace.job.announce.proto.Balance message) {
        return new Balance(
                message.getId(),
                message.getOperator(),
                message.getSubtask(),
                message.hasCheckpoint() ? message.getCheckpoint() : LogEntry.END_OF_INPUT,
                message.getReceived(),
                message.getWritten(),
                message.getFiltered(),
                message.getDuplicates(),
                message.getRejected(),
                message.getRows());
    }

    static io.millrace.job.announce.proto.Gap message(String job, Gap gap) {
        LostRange lost = gap.lost();
        var message = io.millrace.job.announce.proto.Gap.newBuilder()
                .setJob(job)
                .setStream(lost.stream())
                .setShard(lost.shardId())
                .setAfter(lost.after())
                .setBefore(lost.before());
        if (gap.checkpointId() != LogEntry.END_OF_INPUT) {
            message.setCheckpoint(gap.checkpointId());
        }
        if (lost.readUntilMillis() != null) {
            message.setReadUntil(lost.readUntilMillis());
        }
        if (lost.leftSinceMillis() != null) {
            message.setLeftSince(lost.leftSinceMillis());
        }
        return message.build();
    }

    static Gap gap(io.millrace.job.announce.proto.Gap message) {
        return new Gap(
                new LostRange(
                        message.getStream(),
                        message.getShard(),
                        message.getAfter(),
                        message.getBefore(),
                        message.hasReadUntil() ? Long.valueOf(message.getReadUntil()) : null,
                        message.hasLeftSince() ? Long.valueOf(message.getLeftSince()) : null),
                message.hasCheckpoint() ? message.getCheckpoint() : LogEntry.END_OF_INPUT);
    }

    private static FileFormat format(String name) {
        return switch (name) {
            case "parquet" -> FileFormat.FILE_FORMAT_PARQUET;
            case "ndjson" -> FileFormat.FILE_FORMAT_NDJSON;
            case "csv" -> FileFormat.FILE_FORMAT_CSV;
            case "avro" -> FileFormat.FILE_FORMAT_AVRO;
            default -> FileFormat.FILE_FORMAT_UNKNOWN;
        };
    }

    private static String format(FileFormat format) {
        return format == FileFormat.UNRECOGNIZED
                ? "unknown"
                : format.name().substring("FILE_FORMAT_".length()).toLowerCase(Locale.ROOT);
    }
}
