package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.S3Bucket;
import io.millrace.job.cli.Checked.Verdict;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;

/**
 * Looks at everything around a pipeline that its guarantees and its costs hang on, beyond what {@link LiveChecks} asks: the
 * leftovers of failures, and what removes them. Changes nothing.
 */
final class Doctor {

    /** Beyond so many files and directories a directory is not looked through. */
    private static final int MOST_FILES = 100_000;

    private static final String S3 = "s3";
    private static final String GOOGLE = "gs";

    /** What a job has not made visible for so long it will not. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final PipelineConfig config;
    private final S3Bucket.Factory buckets;
    private final SnapshotDirectory snapshots;
    private final Instant now;
    private final List<Checked> checks = new ArrayList<>();

    private Doctor(PipelineConfig config, S3Bucket.Factory buckets, SnapshotDirectory snapshots, Instant now) {
        this.config = requireNonNull(config, "config");
        this.buckets = requireNonNull(buckets, "buckets");
        this.snapshots = requireNonNull(snapshots, "snapshots");
        this.now = requireNonNull(now, "now");
    }

    /**
     * @param ends what the pipeline is connected to
     * @param state where checkpoints are kept
     * @param now by which ages are reckoned
     */
    static List<Checked> examine(
            PipelineConfig config, PipelineEnds ends, S3Bucket.Factory buckets, Path state, Instant now)
            throws InterruptedException {
        Doctor doctor = new Doctor(config, buckets, new SnapshotDirectory(state), now);
        doctor.checks.addAll(Examination.of(LiveChecks.of(config, ends, state).and(AnnounceChecks.of(config))));
        doctor.leftovers(doctor.oldestCheckpoint());
        return doctor.checks;
    }

    private Optional<Instant> oldestCheckpoint() {
        try {
            return oldestCheckpoint(config, snapshots);
        } catch (IOException | RuntimeException e) {
            // File systems of plugins report refusals and wrong settings with either.
            add(
                    Verdict.UNKNOWN,
                    "checkpoint.directory",
                    snapshots.root(),
                    "how old the oldest checkpoint is could not be told: " + Causes.line(e),
                    "");
            return Optional.empty();
        }
    }

    /**
     * When the oldest checkpoint or savepoint was completed that is kept: of local runs, which have a directory of their
     * own, and of clusters, whose jobs stand beside each other in {@code checkpoint.directory}.
     */
    static Optional<Instant> oldestCheckpoint(PipelineConfig config, SnapshotDirectory ofLocalRuns) throws IOException {
        Optional<Instant> local = ofLocalRuns.oldest();
        if (config.checkpoint().directory() == null) {
            return local;
        }
        Path directory = new Path(config.checkpoint().directory().toUri());
        return Stream.of(local, new SnapshotDirectory(directory).oldest())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private void leftovers(Optional<Instant> oldestCheckpoint) {
        Map<String, Path> directories = new LinkedHashMap<>();
        if (config.output().files() != null) {
            directories.put(
                    "output.files.path", new Path(config.output().files().path().toUri()));
        }
        directories.put("dead-letter.path", new Path(config.deadLetter().path().toUri()));
        directories.forEach((key, directory) -> {
            switch (scheme(directory)) {
                case S3 -> checks.addAll(new BucketChecks(buckets, oldestCheckpoint, now).ofFiles(key, directory));
                case GOOGLE -> ruleForLeftovers(key, directory, oldestCheckpoint);
                default -> {}
            }
            hidden(key, directory);
        });
        config.largePayloads().map(place -> new Path(place.toUri())).ifPresent(this::payloads);
        switch (scheme(snapshots.root())) {
            case S3 ->
                checks.addAll(new BucketChecks(buckets, oldestCheckpoint, now)
                        .ofCheckpoints("checkpoint.directory", snapshots.root()));
            case GOOGLE -> ruleUnknown("checkpoint.directory", snapshots.root(), "none may delete checkpoints");
            default -> {}
        }
    }

    /** No checkpoint refers to what is left of these: each is written as a whole, and again when that fails. */
    private void payloads(Path directory) {
        switch (scheme(directory)) {
            case S3 ->
                checks.addAll(new BucketChecks(buckets, Optional.empty(), now)
                        .ofWholeObjects(LiveChecks.PAYLOADS, directory));
            case GOOGLE -> ruleForLeftovers(LiveChecks.PAYLOADS, directory, Optional.empty());
            default -> {}
        }
        hidden(LiveChecks.PAYLOADS, directory);
    }

    private static String scheme(Path directory) {
        return String.valueOf(directory.toUri().getScheme());
    }

    private void ruleForLeftovers(String key, Path directory, Optional<Instant> oldestCheckpoint) {
        String age = oldestCheckpoint
                .map(completed ->
                        ", of which the oldest is " + Units.duration(Duration.between(completed, now)) + " old")
                .orElse("");
        ruleUnknown(
                key,
                directory,
                "one should delete what is below .inprogress/ after 7 days, or longer than checkpoints and savepoints are"
                        + " kept" + age + " (docs/how-to/clean-up-leftovers.md)");
    }

    private void ruleUnknown(String key, Path directory, String wanted) {
        add(
                Verdict.UNKNOWN,
                key,
                directory,
                "which life-cycle rules the bucket has could not be told: the file system of gs:// does not read them",
                "look at them with 'gcloud storage buckets describe gs://"
                        + directory.toUri().getHost() + " --format=\"default(lifecycle_config)\"': " + wanted);
    }

    private void hidden(String key, Path directory) {
        HiddenFiles hidden;
        try {
            hidden = HiddenFiles.under(directory, MOST_FILES);
        } catch (IOException | RuntimeException e) {
            // File systems of plugins report refusals and wrong settings with either.
            add(Verdict.FAIL, key, directory, "cannot be listed: " + Causes.line(e), "");
            return;
        }
        Path place = HiddenFiles.placeOf(directory);
        String scope = (place.equals(directory) ? "" : ", below " + place)
                + (hidden.complete() ? "" : ", in the first " + Units.count(MOST_FILES) + " files");
        if (hidden.since().isEmpty()) {
            add(Verdict.OK, key, directory, "no hidden file of a failed attempt" + scope, "");
            return;
        }
        Duration age = Duration.between(hidden.since().get(), now);
        boolean forgotten = age.compareTo(FORGOTTEN) > 0;
        add(
                forgotten ? Verdict.WARNING : Verdict.NOTE,
                key,
                directory,
                Units.count(hidden.files(), "hidden file") + " that no checkpoint has made visible, "
                        + Units.bytes((double) hidden.bytes()) + ", the oldest " + Units.duration(age) + " old" + scope,
                forgotten
                        ? "delete those that are a day older than the oldest checkpoint: docs/how-to/clean-up-leftovers.md"
                        : "");
    }

    private void add(Verdict verdict, String key, Path where, String message, String advice) {
        checks.add(new Checked(verdict, new Finding(where.toString(), key, message), advice));
    }
}
