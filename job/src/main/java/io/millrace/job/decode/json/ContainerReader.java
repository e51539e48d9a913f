package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Place;

/** Reads values that hold others, and knows the way from the top to the one that is being read. */
abstract class ContainerReader extends ValueReader implements Place {

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

    @Override
    public final Place parent() {
        return parent;
    }

    /** Notes that the value being read is where the record failed. */
    final int failed() {
        return parts.failure.in(this);
    }
}
