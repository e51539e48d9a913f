package io.millrace.job.quickstart;

/** The ways in which a generated event is bad, each of which a stage of the pipeline rejects. */
public enum Flaw {
    /** The text ends in the middle. */
    TRUNCATED,
    /** Text where a number belongs. */
    WRONG_TYPE,
    /** A required field is absent. */
    MISSING_FIELD,
    /** A required field is null. */
    NULL_REQUIRED,
    /** A number that its field's type cannot hold. */
    OUT_OF_RANGE,
    /** An object without any field. */
    EMPTY_OBJECT,
    /** One field twice, with different values. */
    DUPLICATE_FIELD,
    /** A time that is none. */
    BAD_TIMESTAMP,
    /** A time a century ago: well formed, but no partition for it is plausible. */
    IMPLAUSIBLE_TIME,
    /** A purchase of nothing for less than nothing: well typed, but refused by the function that cleans events. */
    NONSENSE_PURCHASE
}
