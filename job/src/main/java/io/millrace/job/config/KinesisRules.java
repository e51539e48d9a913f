package io.millrace.job.config;

import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the keys of a Kinesis source ask of each other. */
final class KinesisRules {

    private static final String PREFIX = "source.kinesis.";
    private static final String READER_TYPE = PREFIX + "reader-type";
    private static final String EFO = PREFIX + "efo";

    private final Bound config;
    private final Problems problems;

    KinesisRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        if (config.isGiven("source.kinesis")) {
            readerTypeHasItsKeys();
            regionIsTheStreams();
            endIsBehindTheBeginning();
        }
    }

    private void readerTypeHasItsKeys() {
        Optional<ReaderType> type = config.find(READER_TYPE, ReaderType.class);
        if (type.isEmpty()) {
            return;
        }
        if (type.get() == ReaderType.EFO) {
            if (!config.isGiven(EFO)) {
                problems.error(
                        config.at(READER_TYPE),
                        READER_TYPE,
                        "expected the section " + EFO + " beside efo, with the name of the consumer");
            }
            for (String key : List.of("max-record-count", "idle-interval")) {
                unused(PREFIX + key, ReaderType.POLLING);
            }
        } else {
            unused(EFO, ReaderType.EFO);
        }
    }

    private void unused(String path, ReaderType needed) {
        if (config.isGiven(path)) {
            problems.warning(
                    config.at(path),
                    path,
                    "has no effect unless " + READER_TYPE + " is " + (needed == ReaderType.EFO ? "efo" : "polling"));
        }
    }

    private void regionIsTheStreams() {
        String path = PREFIX + "region";
        Optional<String> given = config.given(path, String.class);
        Optional<String> named =
                config.find(PREFIX + "stream", StreamName.class).flatMap(StreamName::region);
        if (given.isPresent() && named.isPresent() && !given.get().equals(named.get())) {
            problems.error(
                    config.at(path),
                    path,
                    "expected the region of the stream's ARN, " + Quote.text(named.get()) + ", but got "
                            + Quote.text(given.get()));
        }
    }

    private void endIsBehindTheBeginning() {
        String path = PREFIX + "until";
        Optional<Instant> begin =
                config.find(PREFIX + "init-position", InitPosition.class).map(InitPosition::at);
        Optional<Instant> end = config.given(path, Until.class).flatMap(Until::given);
        if (begin.isPresent() && end.isPresent() && !end.get().isAfter(begin.get())) {
            problems.error(
                    config.at(path),
                    path,
                    "expected a time after " + PREFIX + "init-position, " + begin.get() + ", but got " + end.get());
        }
    }
}
