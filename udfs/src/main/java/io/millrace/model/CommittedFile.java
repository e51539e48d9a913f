package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * What stage 6 hands to stage 7: one file that has become visible, complete and never to change again.
 *
 * @param path where it stands: a local path, or a URI such as {@code s3://bucket/key}
 * @param partition the directory under the output's path, escaped, without a slash at either end; may be empty
 * @param format the kind of file, as the configuration spells it
 * @param schemaFingerprint the fingerprint of the schema of all rows in the file
 * @param rows how many rows it holds
 * @param bytes its size
 * @param inputBytes how many bytes of input went into it
 * @param minEventTimeMicros the earliest event time in it, microseconds since the epoch; null when no row has one
 * @param maxEventTimeMicros the latest event time in it; null when no row has one
 * @param checkpointId the checkpoint with which it became visible; negative when unknown
 */
public record CommittedFile(
        String path,
        String partition,
        String format,
        String schemaFingerprint,
        long rows,
        long bytes,
        long inputBytes,
        Long minEventTimeMicros,
        Long maxEventTimeMicros,
        long checkpointId) {

    public CommittedFile {
        requireNonNull(path, "path");
        requireNonNull(partition, "partition");
        requireNonNull(format, "format");
        requireNonNull(schemaFingerprint, "schemaFingerprint");
        if ((minEventTimeMicros == null) != (maxEventTimeMicros == null)) {
            throw new IllegalArgumentException("a file has both ends of its event time or none, but got "
                    + minEventTimeMicros + " and " + maxEventTimeMicros);
        }
    }
}
