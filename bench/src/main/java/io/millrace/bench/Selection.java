package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Systems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is measured: names of systems, kinds of data and codecs. A kind of which none is named is not limited. */
record Selection(List<String> systems, List<DataSet> data, List<Codec> codecs) {

    static Selection of(List<String> names) {
        Set<String> unknown = new LinkedHashSet<>(names);
        List<String> systems = named(Systems.NAMES, unknown);
        List<DataSet> data = named(DataSet.COMPARED, unknown);
        List<Codec> codecs = named(List.of(Codec.values()), unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no " + String.join(", ", unknown) + "; there are " + all());
        }
        return new Selection(systems, data, codecs);
    }

    private static <T> List<T> named(List<T> all, Set<String> names) {
        List<T> named =
                all.stream().filter(value -> names.remove(value.toString())).toList();
        return named.isEmpty() ? all : named;
    }

    private static String all() {
        return String.join(
                ", ",
                Stream.of(Systems.NAMES, DataSet.COMPARED, List.of(Codec.values()))
                        .flatMap(List::stream)
                        .map(Object::toString)
                        .toList());
    }
}
