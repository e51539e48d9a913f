package io.millrace.job.aws;

/** What a failed attempt says of the next one. */
public enum Trouble {
    /** The next attempt fails in the same way: there is none. */
    PERMANENT,
    /** It may be over in a moment. */
    PASSING,
    /** Too many requests: it is over when there are fewer, so the next one comes later. */
    THROTTLED
}
