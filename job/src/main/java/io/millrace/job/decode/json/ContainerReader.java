package io.millrace.job.decode.json;

/** Reads values that hold others, and knows the way from the top to the one that is being read. */
abstract class ContainerReader extends ValueReader {

    private final ContainerReader parent;

    /** How many objects and arrays there are from the top to this one, which counts too. */
    final int depth;

    ContainerReader(Parts parts, boolean nullable, String expected, ContainerReader parent) {
        super(parts, nullable, expected);
        this.parent = parent;
        this.depth = parent == null ? 1 : parent.depth + 1;
        if (depth > parts.maxDepth) {
            throw new IllegalArgumentException("the schema nests more than " + parts.maxDepth
                    + " levels deep, which decode.max-depth does not allow");
        }
    }

    /** The path, {@code a.b[3].c}, of the value in this container that is being read. */
    final String currentPath() {
        StringBuilder path = new StringBuilder();
        appendPath(path, true);
        return path.toString();
    }

    /** The same path without positions, {@code a.b[].c}: one for all records. */
    final String currentPattern() {
        StringBuilder path = new StringBuilder();
        appendPath(path, false);
        return path.toString();
    }

    private void appendPath(StringBuilder path, boolean positions) {
        if (parent != null) {
            parent.appendPath(path, positions);
        }
        appendCurrent(path, positions);
    }

    /** Appends the last step of {@link #currentPath}. */
    abstract void appendCurrent(StringBuilder path, boolean positions);

    /** Notes that the value being read is where the record failed. */
    final int failed() {
        return parts.failure.in(this);
    }
}
