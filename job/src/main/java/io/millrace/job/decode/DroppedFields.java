package io.millrace.job.decode;

/** Where a decoder counts the fields that it drops because the schema does not know them. */
@FunctionalInterface
public interface DroppedFields {

    /** Counts nothing. */
    DroppedFields NOT_COUNTED = path -> () -> {};

    /**
     * What counts one dropped field each time it is run. Asked for once for each path, of which a decoder makes a bounded
     * number.
     *
     * @param path the field, {@code items[].colour}
     */
    Runnable counter(String path);
}
