package io.millrace.bench.profile;

import java.util.List;
import java.util.Optional;

/** The classes of a stack's frames, innermost first, and the part whose doing they are. */
record Stack(List<String> classes) {

    private record Rule(String prefix, Part part) {}

    /**
     * The first that fits counts. What several stages use (the JDK, Millrace's records, Flink's file systems) has no rule,
     * so that its caller decides.
     */
    private static final List<Rule> RULES = List.of(
            new Rule("com.github.luben.zstd.", Part.COMPRESS),
            new Rule("org.xerial.snappy.", Part.COMPRESS),
            new Rule("io.millrace.job.encode.parquet.PageCodec", Part.COMPRESS),
            new Rule("io.millrace.job.source.", Part.READ),
            new Rule("io.millrace.job.decode.", Part.DECODE),
            new Rule("io.millrace.job.transform.", Part.TRANSFORM),
            new Rule("io.millrace.udf.", Part.TRANSFORM),
            new Rule("io.millrace.bench.", Part.TRANSFORM),
            new Rule("io.millrace.job.route.", Part.ROUTE),
            new Rule("io.millrace.job.encode.", Part.ENCODE),
            new Rule("io.millrace.job.commit.", Part.COMMIT),
            new Rule("org.apache.flink.connector.file.src.", Part.READ),
            new Rule("org.apache.flink.connector.file.sink.", Part.COMMIT),
            new Rule("org.apache.flink.streaming.api.functions.sink.filesystem.", Part.COMMIT),
            new Rule("io.millrace.job.cli.", Part.OTHER),
            new Rule("org.apache.flink.core.fs.", null),
            new Rule("org.apache.flink.", Part.FLINK));

    Stack {
        classes = List.copyOf(classes);
    }

    Part part() {
        for (String name : classes) {
            Optional<Rule> rule =
                    RULES.stream().filter(r -> name.startsWith(r.prefix)).findFirst();
            if (rule.isPresent() && rule.get().part != null) {
                return rule.get().part;
            }
        }
        return Part.OTHER;
    }
}
