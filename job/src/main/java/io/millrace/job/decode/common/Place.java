package io.millrace.job.decode.common;

/** A value that holds others while it is read; it knows the way from the top to the one that is being read. */
public interface Place {

    /** The place around this one; null at the top. */
    Place parent();

    /**
     * Appends the last step of {@link #currentPath}.
     *
     * @param positions whether elements are told apart
     */
    void appendCurrent(StringBuilder path, boolean positions);

    /** The path, {@code a.b[3].c}, of the value in this place that is being read. */
    default String currentPath() {
        return path(true);
    }

    /** The same path without positions, {@code a.b[].c}: one for all records. */
    default String currentPattern() {
        return path(false);
    }

    private String path(boolean positions) {
        StringBuilder path = new StringBuilder();
        append(this, path, positions);
        return path.toString();
    }

    private static void append(Place place, StringBuilder path, boolean positions) {
        if (place.parent() != null) {
            append(place.parent(), path, positions);
        }
        place.appendCurrent(path, positions);
    }

    /** Appends the step to a field of a record; none when {@code name} is null. */
    static void appendField(StringBuilder path, String name) {
        if (name != null) {
            path.append(path.isEmpty() ? "" : ".").append(name);
        }
    }

    /** Appends the step to an element, {@code [3]}, or to an entry of a map, <code>{3}</code>. */
    static void appendIndex(StringBuilder path, char open, int index, char close, boolean positions) {
        path.append(open);
        if (positions) {
            path.append(index);
        }
        path.append(close);
    }
}
