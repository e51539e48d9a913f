package io.millrace.job.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What keys ask of each other. Each rule looks only at values that are right by themselves, and reports at the key that
 * is more likely to be the wrong one.
 */
final class PipelineRules {

    private static final String INPUT = "source.files.path";
    private static final String INPUT_S3 = "source.files.s3";
    private static final String OUTPUT = "output.files.path";
    private static final String DEAD_LETTERS = "dead-letter.path";
    private static final String STATE = "checkpoint.directory";
    private static final String S3 = "output.files.s3";
    private static final String PAYLOADS = "announce.kinesis.large-payload-path";

    private final Bound config;
    private final Problems problems;

    private PipelineRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    static void check(Bound config, Problems problems) {
        new SqsRules(config, problems).check();
        new KinesisRules(config, problems).check();
        new DeadLetterRules(config, problems).check();
        new DecodeRules(config, problems).check();
        new TypeRules(config, problems).check();
        new RouteRules(config, "route", problems).check();
        new FormatRules(config, problems).check();
        PipelineRules rules = new PipelineRules(config, problems);
        rules.directoriesAreApart();
        rules.rollTriggersCanFire();
        rules.s3SettingsAreUsed();
        rules.oneObjectStore();
        rules.onlyAttemptsOfS3AreLimited();
        rules.onlyQueuesHaveAttributes();
        rules.demoStaysLocal();
        rules.onlyFilesAreAnnounced();
        rules.onlyVersionsAreCompared();
    }

    /** A reader of the rows must not meet dead letters or checkpoints, and clearing state must not remove rows. */
    private void directoriesAreApart() {
        apart(OUTPUT, DEAD_LETTERS);
        apart(OUTPUT, STATE);
        apart(DEAD_LETTERS, STATE);
        List.of(OUTPUT, DEAD_LETTERS, STATE).forEach(other -> apart(other, PAYLOADS));
        // What is written must not be read again.
        List.of(OUTPUT, DEAD_LETTERS, STATE, PAYLOADS)
                .forEach(other ->
                        apart(INPUT, config.find(INPUT, FilePattern.class).map(FilePattern::base), other));
    }

    private void apart(String one, String other) {
        apart(one, config.find(one, OutputPath.class), other);
    }

    private void apart(String one, Optional<OutputPath> first, String other) {
        Optional<OutputPath> second = config.find(other, OutputPath.class);
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        boolean inside = first.get().contains(second.get());
        if (inside || second.get().contains(first.get())) {
            String relation = inside ? "is inside of" : "contains";
            problems.error(
                    config.at(other),
                    other,
                    "expected a directory apart from " + one + ", but " + second.get() + " " + relation + " "
                            + first.get());
        }
    }

    private void rollTriggersCanFire() {
        Optional<Duration> interval = config.find("checkpoint.interval", Duration.class);
        Optional<Duration> age = config.given("output.files.roll.age", Duration.class);
        Optional<Duration> inactivity = config.given("output.files.roll.inactivity", Duration.class);
        interval.ifPresent(limit -> {
            age.ifPresent(given -> neverFires("output.files.roll.age", given, "checkpoint.interval", limit));
            inactivity.ifPresent(
                    given -> neverFires("output.files.roll.inactivity", given, "checkpoint.interval", limit));
        });
        age.ifPresent(limit -> inactivity.ifPresent(
                given -> neverFires("output.files.roll.inactivity", given, "output.files.roll.age", limit)));
    }

    private void neverFires(String path, Duration given, String other, Duration limit) {
        if (given.compareTo(limit) >= 0) {
            problems.warning(
                    config.at(path),
                    path,
                    Durations.format(given) + " has no effect: " + other + " closes every file after "
                            + Durations.format(limit));
        }
    }

    private void s3SettingsAreUsed() {
        boolean unused = List.of(OUTPUT, DEAD_LETTERS, STATE).stream()
                        .noneMatch(path -> !config.isKnown(path)
                                || config.find(path, OutputPath.class)
                                        .filter(OutputPath::isS3)
                                        .isPresent())
                && config.find(PAYLOADS, OutputPath.class)
                        .filter(OutputPath::isS3)
                        .isEmpty()
                && config.find(INPUT, FilePattern.class)
                        .filter(path -> path.base().isS3())
                        .isEmpty();
        for (String path : List.of(S3, INPUT_S3)) {
            if (config.isGiven(path) && unused) {
                problems.warning(config.at(path), path, "has no effect: no path begins with s3://");
            }
        }
    }

    private void oneObjectStore() {
        Optional<S3Config> output = config.given(S3, S3Config.class).filter(given -> !given.equals(S3Config.AWS));
        Optional<S3Config> input = config.given(INPUT_S3, S3Config.class);
        if (output.isPresent() && input.isPresent() && !output.equals(input)) {
            problems.error(
                    config.at(INPUT_S3),
                    INPUT_S3,
                    "expected the same as " + S3 + ", or nothing, because a job speaks to one object store");
        }
    }

    private void onlyAttemptsOfS3AreLimited() {
        for (String path : List.of(S3 + ".client.call-timeout", INPUT_S3 + ".client.call-timeout")) {
            if (config.isGiven(path)) {
                problems.error(
                        config.at(path),
                        path,
                        "expected attempt-timeout, because the file system of s3:// limits each attempt and their"
                                + " number, and no call as a whole");
            }
        }
    }

    private void onlyQueuesHaveAttributes() {
        String path = "deduplicate.key";
        boolean attribute = config.find(path, DeduplicateKey.class)
                .filter(key -> key.place() == DeduplicateKey.Place.ATTRIBUTE)
                .isPresent();
        if (attribute && config.isGiven("source.files")) {
            problems.error(
                    config.at(path),
                    path,
                    "expected a field, such as 'field:event_id', because the lines of a file have no attributes");
        }
        if (attribute && config.isGiven("source.kinesis")) {
            problems.error(
                    config.at(path),
                    path,
                    "expected a field, such as 'field:event_id', because the records of a stream have no attributes");
        }
    }

    /** The default may be written down: the effective configuration that {@code validate} prints has it. */
    private void onlyVersionsAreCompared() {
        String path = "decode.compatibility";
        List<String> schemas = TypeRules.schemas(config);
        boolean versions = schemas.stream().anyMatch(schema -> config.find(schema, SchemaLocation.class)
                .map(SchemaLocation::isVersioned)
                .orElse(true));
        boolean usual = config.given(path, Compatibility.class)
                .filter(Compatibility.BACKWARD::equals)
                .isPresent();
        if (config.isGiven(path) && !usual && !versions) {
            problems.error(
                    config.at(path),
                    path,
                    "expected " + schemas.get(0)
                            + " to be a directory of versions, such as 'schemas/orders', or one of them,"
                            + " because only versions are compared");
        }
    }

    private void onlyFilesAreAnnounced() {
        boolean other = config.isGiven("output.stdout") || config.isGiven("output.stats");
        if (config.isGiven("announce") && other) {
            problems.error(
                    config.at("announce"), "announce", "expected output.files, because only files are announced");
        }
    }

    /** The generator fills a queue with invented events: never one that somebody else reads. */
    private void demoStaysLocal() {
        String path = "source.sqs.endpoint";
        if (config.isGiven("demo") && (config.isGiven("source.files") || config.isGiven("source.kinesis"))) {
            problems.error(config.at("demo"), "demo", "expected the source sqs, whose queue the demo fills");
        }
        if (!config.isGiven("demo") || !config.isKnown(path)) {
            return;
        }
        boolean local = config.find(path, URI.class)
                .filter(endpoint -> List.of("localhost", "127.0.0.1", "[::1]").contains(endpoint.getHost()))
                .isPresent();
        if (!local) {
            problems.error(
                    config.at("demo"),
                    "demo",
                    "expected source.sqs.endpoint to be on this machine, such as 'http://localhost:9324', because the"
                            + " demo starts a queue there");
        }
    }
}
