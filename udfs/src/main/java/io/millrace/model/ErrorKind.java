package io.millrace.model;

import java.util.Locale;

/** What went wrong, so that a program can tell the kinds apart without reading a message. */
public enum ErrorKind {
    /** The envelope (SNS, base64, gzip, array, lines) around the record is broken. */
    UNWRAP,
    /** The bytes are not in the format that the pipeline decodes. */
    MALFORMED,
    /** A field's value does not fit the field's type. */
    TYPE_MISMATCH,
    /** A field that must be there is absent or null. */
    MISSING_FIELD,
    /** A field that the schema does not know, where the pipeline refuses such fields. */
    UNKNOWN_FIELD,
    /** The record is of none of the types that the pipeline tells apart. */
    UNKNOWN_TYPE,
    /** A value, or the record, is larger or deeper than the pipeline's limits. */
    LIMIT,
    /** A user's function failed. */
    TRANSFORM,
    /** No partition could be computed for the record. */
    ROUTE,
    /** The record cannot be put into the output's format. */
    ENCODE,
    /** Writing or committing a file failed. */
    SINK_WRITE,
    /** A message could not be deleted from its queue. */
    ACK;

    /** The name in lower case with hyphens, as dead letters and metrics spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
