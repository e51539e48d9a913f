package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.S3Bucket;
import io.millrace.job.aws.S3Bucket.LifecycleRule;
import io.millrace.job.aws.S3Bucket.UnfinishedUpload;
import io.millrace.job.aws.S3BucketException;
import io.millrace.job.cli.Checked.Verdict;
import io.millrace.job.cli.Findings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * Looks at the uploads of a bucket that were never completed, and at the rules of its life cycle. One that aborts uploads
 * has to be there, because every failure of a job leaves some behind; and it must not be quick, because a checkpoint refers
 * to uploads that are to be completed when a job goes on from it.
 */
final class BucketChecks {

    /** A weekend, and the day on which somebody finds out. */
    private static final int LEAST_DAYS = 3;

    /** What the documentation recommends. */
    private static final int DAYS = 7;

    /** Beyond so many uploads they are not counted. */
    private static final int MOST_UPLOADS = 10_000;

    private static final String LEFTOVERS = "docs/how-to/clean-up-leftovers.md";

    private final S3Bucket.Factory buckets;
    private final Optional<Instant> oldestCheckpoint;
    private final Instant now;
    private final List<Checked> checks = new ArrayList<>();

    /**
     * @param oldestCheckpoint when the oldest checkpoint or savepoint was completed that a job may still go on from
     */
    BucketChecks(S3Bucket.Factory buckets, Optional<Instant> oldestCheckpoint, Instant now) {
        this.buckets = requireNonNull(buckets, "buckets");
        this.oldestCheckpoint = requireNonNull(oldestCheckpoint, "oldestCheckpoint");
        this.now = requireNonNull(now, "now");
    }

    /** Of a directory in which files become visible. */
    List<Checked> ofFiles(String key, Path directory) {
        try (S3Bucket bucket = buckets.open(directory.toUri().getHost())) {
            Optional<List<LifecycleRule>> rules = rules(bucket, key, directory);
            Optional<Integer> days = rules.flatMap(all -> abortDays(all, prefix(directory)));
            rules.ifPresent(all -> aborting(key, directory, days));
            uploads(bucket, key, directory, days);
        }
        return List.copyOf(checks);
    }

    /**
     * Of a directory in which every object is written as a whole, and again when that fails: no checkpoint refers to its
     * uploads, so no rule aborts them too soon.
     */
    List<Checked> ofWholeObjects(String key, Path directory) {
        try (S3Bucket bucket = buckets.open(directory.toUri().getHost())) {
            Optional<List<LifecycleRule>> rules = rules(bucket, key, directory);
            Optional<Integer> days = rules.flatMap(all -> abortDays(all, prefix(directory)));
            days.ifPresent(limit -> add(Verdict.OK, key, directory, aborted(limit), ""));
            if (rules.isPresent() && days.isEmpty()) {
                noRule(key, directory);
            }
            uploads(bucket, key, directory, days);
        }
        return List.copyOf(checks);
    }

    /** Of the directory of checkpoints: nothing may take them away but the job. */
    List<Checked> ofCheckpoints(String key, Path directory) {
        try (S3Bucket bucket = buckets.open(directory.toUri().getHost())) {
            rules(bucket, key, directory).ifPresent(all -> expiring(all, key, directory));
        }
        return List.copyOf(checks);
    }

    private Optional<List<LifecycleRule>> rules(S3Bucket bucket, String key, Path directory) {
        try {
            return Optional.of(bucket.lifecycle());
        } catch (S3BucketException e) {
            unknown(key, directory, "whether a life-cycle rule aborts old uploads", "s3:GetLifecycleConfiguration", e);
            return Optional.empty();
        }
    }

    private void expiring(List<LifecycleRule> rules, String key, Path directory) {
        String prefix = prefix(directory);
        List<LifecycleRule> wrong = rules.stream()
                .filter(LifecycleRule::expires)
                .filter(rule ->
                        prefix.startsWith(rule.prefix()) || rule.prefix().startsWith(prefix))
                .toList();
        for (LifecycleRule rule : wrong) {
            add(
                    Verdict.FAIL,
                    key,
                    directory,
                    "the bucket's life-cycle rule '" + rule.id()
                            + "' removes checkpoints by their age; files of theirs are"
                            + " used for as long as what they hold has not changed",
                    "give the rule a prefix that leaves this directory out");
        }
        if (wrong.isEmpty()) {
            add(Verdict.OK, key, directory, "no life-cycle rule removes checkpoints", "");
        }
    }

    private void aborting(String key, Path directory, Optional<Integer> days) {
        if (days.isEmpty()) {
            noRule(key, directory);
            return;
        }
        String rule = aborted(days.get());
        Duration limit = Duration.ofDays(days.get());
        Optional<Duration> age = oldestCheckpoint.map(completed -> Duration.between(completed, now));
        if (age.filter(old -> old.compareTo(limit) >= 0).isPresent()) {
            add(
                    Verdict.FAIL,
                    key,
                    directory,
                    rule + ", but a checkpoint or savepoint is kept that is " + Units.duration(age.get())
                            + " old: uploads that it refers to may be gone, and with them their rows",
                    "let the rule wait for longer than the oldest checkpoint is to be kept, or remove that checkpoint");
        } else if (days.get() < LEAST_DAYS) {
            add(
                    Verdict.WARNING,
                    key,
                    directory,
                    rule + ": a job that stands still for longer cannot go on from its checkpoint without losing rows",
                    "let the rule wait for " + DAYS + " days: " + LEFTOVERS);
        } else {
            add(
                    Verdict.OK,
                    key,
                    directory,
                    rule
                            + age.map(old -> "; the oldest checkpoint or savepoint is " + Units.duration(old) + " old")
                                    .orElse(""),
                    "");
        }
    }

    private void noRule(String key, Path directory) {
        add(
                Verdict.WARNING,
                key,
                directory,
                "no life-cycle rule aborts uploads that were never completed; every failure of the job leaves some,"
                        + " which are paid for and cannot be seen",
                "give the bucket a rule that aborts them after " + DAYS + " days: " + LEFTOVERS);
    }

    private static String aborted(int days) {
        return "uploads that were never completed are aborted after " + days(days);
    }

    private void uploads(S3Bucket bucket, String key, Path directory, Optional<Integer> days) {
        List<UnfinishedUpload> uploads;
        try {
            uploads = bucket.unfinishedUploads(prefix(directory), MOST_UPLOADS);
        } catch (S3BucketException e) {
            unknown(key, directory, "how many uploads were never completed", "s3:ListBucketMultipartUploads", e);
            return;
        }
        Optional<Instant> oldest = uploads.stream().map(UnfinishedUpload::begun).min(Comparator.naturalOrder());
        if (oldest.isEmpty()) {
            add(Verdict.OK, key, directory, "no upload is unfinished", "");
            return;
        }
        Duration age = Duration.between(oldest.get(), now);
        boolean old = age.compareTo(Duration.ofDays(days.orElse(0) + 1)) > 0;
        add(
                old ? Verdict.WARNING : Verdict.NOTE,
                key,
                directory,
                (uploads.size() == MOST_UPLOADS ? "at least " : "") + Units.count(uploads.size(), "upload")
                        + " unfinished, the oldest begun " + Units.duration(age)
                        + " ago; those of a running job are completed with its checkpoints",
                old ? "abort those that are older than the oldest checkpoint: " + LEFTOVERS : "");
    }

    /** After how many days everything under {@code prefix} is aborted: the first rule that does so counts. */
    private static Optional<Integer> abortDays(List<LifecycleRule> rules, String prefix) {
        return rules.stream()
                .filter(rule -> rule.abortAfterDays() != null && prefix.startsWith(rule.prefix()))
                .map(LifecycleRule::abortAfterDays)
                .min(Comparator.naturalOrder());
    }

    private void unknown(String key, Path directory, String what, String permission, S3BucketException e) {
        boolean denied = e.kind() == S3BucketException.Kind.ACCESS_DENIED;
        boolean failed =
                e.kind() == S3BucketException.Kind.NO_SUCH_BUCKET || e.kind() == S3BucketException.Kind.UNAVAILABLE;
        add(
                failed ? Verdict.FAIL : Verdict.UNKNOWN,
                key,
                directory,
                what + " could not be told: "
                        + (e.kind() == S3BucketException.Kind.NOT_SUPPORTED ? "the store does not say: " : "")
                        + e.getMessage(),
                denied ? "allow " + permission + " on the bucket, which only this command needs" : "");
    }

    private void add(Verdict verdict, String key, Path directory, String message, String advice) {
        checks.add(new Checked(verdict, new Finding(directory.toString(), key, message), advice));
    }

    private static String days(int days) {
        return Units.count(days, "day");
    }

    /** The key of a directory, with a slash at its end, as keys below it begin. */
    private static String prefix(Path directory) {
        String path = directory.toUri().getPath().replaceFirst("^/+", "");
        return path.isEmpty() ? "" : path + "/";
    }
}
