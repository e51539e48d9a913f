package io.millrace.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A YAML value and where it stands. */
sealed interface Node {

    Location at();

    /** What kind of value this is, for a message. */
    String describe();

    /** What YAML takes a scalar for. */
    enum Kind {
        TEXT,
        INTEGER,
        FRACTION,
        BOOLEAN,
        NOTHING,
        /** Text from a variable or a flag, which becomes whatever its key wants. */
        OPEN
    }

    record Scalar(String text, Kind kind, Location at) implements Node {
        boolean isText() {
            return kind == Kind.TEXT || kind == Kind.OPEN;
        }

        @Override
        public String describe() {
            return kind == Kind.NOTHING ? "nothing" : Quote.value(text, kind);
        }
    }

    record Sequence(List<Node> elements, Location at) implements Node {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    record Entry(String key, Location at, Node value) {}

    /** Keys are unique: a second one has been reported already. */
    record Mapping(List<Entry> entries, Location at) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        /** This mapping with another value for a key, at the same place when it had one. */
        Mapping with(Entry changed) {
            List<Entry> copy = new ArrayList<>(entries);
            for (int i = 0; i < copy.size(); i++) {
                if (copy.get(i).key().equals(changed.key())) {
                    copy.set(i, changed);
                    return new Mapping(copy, at);
                }
            }
            copy.add(changed);
            return new Mapping(copy, at);
        }

        Mapping without(String key) {
            return new Mapping(
                    entries.stream().filter(entry -> !entry.key().equals(key)).toList(), at);
        }

        @Override
        public String describe() {
            return "a section";
        }
    }
}
