package io.millrace.job.decode.json;

import java.nio.charset.StandardCharsets;

/** Refuses every record that has an unknown field. */
final class RefusedFields implements UnknownFields {

    private static final int LONGEST_NAME = 100;

    private final Parts parts;
    private final ContainerReader in;

    RefusedFields(Parts parts, ContainerReader in) {
        this.parts = parts;
        this.in = in;
    }

    @Override
    public int take(byte[] b, int nameAt, int p, int end, Name name) {
        String text = new String(name.array(), name.offset(), name.length(), StandardCharsets.UTF_8);
        String cut = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
        String place = in.currentPath();
        parts.failure.unknown(nameAt);
        return parts.failure.at(place.isEmpty() ? cut : place + "." + cut);
    }
}
