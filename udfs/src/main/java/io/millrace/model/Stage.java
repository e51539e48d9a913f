package io.millrace.model;

import java.util.Locale;

/** The stages of the flow that can reject a record, by the names used in metrics, dead letters and documents. */
public enum Stage {
    RECEIVE,
    DECODE,
    TRANSFORM,
    ROUTE;

    /** The name in lower case, as dead letters and metrics spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
