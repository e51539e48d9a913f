package io.millrace.job.config;

/** How each version of a schema must relate to every version before it. */
public enum Compatibility {
    /** A newer version reads the records of all older ones. */
    BACKWARD,
    /** The older versions read the records of all newer ones. */
    FORWARD,
    /** Both. */
    FULL,
    /** Nothing is asked of them. */
    NONE
}
