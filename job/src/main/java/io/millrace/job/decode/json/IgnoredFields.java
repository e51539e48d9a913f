package io.millrace.job.decode.json;

import io.millrace.job.decode.common.IgnoredNames;
import io.millrace.job.decode.common.NameTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Drops unknown fields, and counts them by name. */
final class IgnoredFields implements UnknownFields {

    private final Parts parts;
    private final ContainerReader in;
    private final IgnoredNames registry;
    private final NameTable known = new NameTable();
    private final List<Runnable> counters = new ArrayList<>();

    IgnoredFields(Parts parts, ContainerReader in, IgnoredNames registry) {
        this.parts = parts;
        this.in = in;
        this.registry = registry;
    }

    @Override
    public int take(byte[] b, int nameAt, int p, int end, Name name) {
        int index = known.find(name.array(), name.offset(), name.length());
        (index == NameTable.NONE ? newName(name) : counters.get(index)).run();
        return parts.skipper.skip(b, p, end, in.depth);
    }

    private Runnable newName(Name name) {
        if (registry.isFull()) {
            return registry.others();
        }
        String text = new String(name.array(), name.offset(), name.length(), StandardCharsets.UTF_8);
        String place = in.currentPattern();
        Runnable counter = registry.register(place.isEmpty() ? text : place + "." + text);
        known.put(text, counters.size());
        counters.add(counter);
        return counter;
    }
}
