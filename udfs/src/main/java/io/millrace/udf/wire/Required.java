package io.millrace.udf.wire;

/** Fields that one form of a message must have and another need not. */
public final class Required {

    private Required() {}

    /**
     * A value that must be there.
     *
     * @param field what an error calls it
     * @throws IllegalArgumentException when it is null
     */
    public static <T> T field(String field, T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": expected a value, but found none");
        }
        return value;
    }
}
