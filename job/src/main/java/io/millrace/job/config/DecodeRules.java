package io.millrace.job.config;

import io.millrace.job.config.DecodeConfig.Unwrap;
import java.util.List;

/** What the format of records asks of what is around them, and of where they come from. */
final class DecodeRules {

    private static final String UNWRAP = "decode.unwrap";
    private static final String CSV = "decode.format.csv";
    private static final String SPLIT_SIZE = "source.files.split-size";
    private static final List<String> BINARY = List.of("decode.format.avro", "decode.format.protobuf");

    private final Bound config;
    private final Problems problems;

    DecodeRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        if (!config.isKnown(UNWRAP)) {
            return;
        }
        if (config.isGiven(CSV)) {
            csvFindsItsRecordsItself();
        }
        BINARY.stream().filter(config::isGiven).forEach(this::bytesComeAsText);
    }

    private void csvFindsItsRecordsItself() {
        boolean files = config.isGiven("source.files");
        List<Unwrap> layers = layers();
        if (files && !layers.isEmpty()) {
            problems.error(
                    config.at(UNWRAP),
                    UNWRAP,
                    "expected nothing with the source files and the format csv, which takes" + " whole files apart");
        } else if (layers.contains(Unwrap.LINES)) {
            problems.error(
                    config.at(UNWRAP), UNWRAP, "expected no lines with the format csv, whose records may have several");
        }
        if (files && config.isGiven(SPLIT_SIZE)) {
            problems.warning(
                    config.at(SPLIT_SIZE),
                    SPLIT_SIZE,
                    "has no effect: a file of CSV is read by one reader, because a text in quotes may hold line ends");
        }
    }

    /** A body of a queue and a line of a file are text, and bytes that are none would not come through. */
    private void bytesComeAsText(String format) {
        boolean text = config.isGiven("source.files") || config.isGiven("source.sqs");
        if (text && !layers().contains(Unwrap.BASE64)) {
            String what = config.isGiven("source.files") ? "the lines of a file are" : "the body of a message is";
            problems.error(
                    config.at(format),
                    format,
                    "expected base64 in decode.unwrap, because " + what + " text and cannot hold such records");
        }
    }

    @SuppressWarnings("unchecked")
    private List<Unwrap> layers() {
        return (List<Unwrap>) config.find(UNWRAP, List.class).orElse(List.of());
    }
}
