package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Rescue;

/** Keeps unknown fields as JSON text: one object for a record, in which nested fields stand by their path. */
final class CapturedFields implements UnknownFields {

    private final Parts parts;
    private final ContainerReader in;
    private final Rescue rescue;

    CapturedFields(Parts parts, ContainerReader in, Rescue rescue) {
        this.parts = parts;
        this.in = in;
        this.rescue = rescue;
    }

    @Override
    public int take(byte[] b, int nameAt, int p, int end, Name name) {
        int nameStart = name.rawStart();
        int nameEnd = name.rawEnd();
        int behind = parts.skipper.skip(b, p, end, in.depth);
        if (behind < 0) {
            return behind;
        }
        String path = in.depth == 1 ? "" : in.currentPath() + ".";
        return rescue.add(path, b, nameStart, nameEnd, p, behind)
                ? behind
                : parts.failure.limit(p, "unknown fields within the largest size of a record", "more");
    }
}
