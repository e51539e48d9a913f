package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What stage 6 hands to stage 7: one file that has become visible, complete and never to change again.
 *
 * @param path where it stands: a local path, or a URI such as {@code s3://bucket/key}
 * @param partition the directory under the output's path, escaped, without a slash at either end; may be empty
 * @param format the kind of file, as the configuration spells it
 * @param schemaName the full name of the schema of all rows in the file; empty for a file of a release that did not keep it
 * @param schemaFingerprint that schema's fingerprint
 * @param rows how many rows it holds
 * @param bytes its size
 * @param inputBytes how many bytes of input went into it
 * @param minEventTimeMicros the earliest event time in it, microseconds since the epoch; null when no row has one
 * @param maxEventTimeMicros the latest event time in it; null when no row has one
 * @param checkpointId the checkpoint with which it became visible; {@link LogEntry#END_OF_INPUT} for the last files of an
 *     input that ended
 * @param modifiedAtMillis when it was written, as its file system says, milliseconds since the epoch; the same however often
 *     it is announced
 * @param columns what is known of its columns, by their position among the leaf fields of its schema; empty when its
 *     format has no columns
 * @param sources where its rows came from
 */
public record CommittedFile(
        String path,
        String partition,
        String format,
        String schemaName,
        String schemaFingerprint,
        long rows,
        long bytes,
        long inputBytes,
        Long minEventTimeMicros,
        Long maxEventTimeMicros,
        long checkpointId,
        long modifiedAtMillis,
        List<ColumnStats> columns,
        List<SourceRange> sources)
        implements LogEntry {

    public CommittedFile {
        requireNonNull(path, "path");
        requireNonNull(partition, "partition");
        requireNonNull(format, "format");
        requireNonNull(schemaName, "schemaName");
        requireNonNull(schemaFingerprint, "schemaFingerprint");
        if ((minEventTimeMicros == null) != (maxEventTimeMicros == null)) {
            throw new IllegalArgumentException("a file has both ends of its event time or none, but got "
                    + minEventTimeMicros + " and " + maxEventTimeMicros);
        }
        columns = List.copyOf(columns);
        sources = List.copyOf(sources);
    }
}
