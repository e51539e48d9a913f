package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeS3Bucket;
import io.millrace.job.aws.S3Bucket.LifecycleRule;
import io.millrace.job.aws.S3Bucket.UnfinishedUpload;
import io.millrace.job.aws.S3BucketException.Kind;
import io.millrace.job.cli.Checked.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

final class BucketChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path ROWS = new Path("s3://lake/rows");
    private static final List<LifecycleRule> SEVEN_DAYS = List.of(new LifecycleRule("abort", "", 7, false));

    @Test
    void aRuleThatWaitsForLongerThanTheOldestCheckpointIsFine() {
        assertThat(files(SEVEN_DAYS, List.of(), Duration.ofDays(2)))
                .extracting(Checked::verdict)
                .containsExactly(Verdict.OK, Verdict.OK);
    }

    @Test
    void aRuleThatIsQuickerThanTheOldestCheckpointIsOldHasToBeMended() {
        assertThat(files(SEVEN_DAYS, List.of(), Duration.ofDays(7))).first().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(check.finding().key()).isEqualTo("output.files.path");
            assertThat(check.finding().where()).isEqualTo("s3://lake/rows");
            assertThat(check.finding().message())
                    .contains("aborted after 7 days", "is kept that is 7 d old", "their rows");
            assertThat(check.advice()).contains("longer than the oldest checkpoint");
        });
    }

    @Test
    void aRuleThatDoesNotOutlastAWeekendIsDoubtful() {
        List<LifecycleRule> quick = List.of(new LifecycleRule("quick", "rows/", 1, false));

        assertThat(files(quick, List.of(), null)).first().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(check.finding().message()).contains("aborted after 1 day:", "stands still for longer");
        });
    }

    @Test
    void theQuickestOfTheRulesThatCoverTheDirectoryCountsAndOthersDoNot() {
        List<LifecycleRule> rules = List.of(
                new LifecycleRule("all", "", 30, false),
                new LifecycleRule("mine", "row", 5, false),
                new LifecycleRule("another", "rows2/", 1, false),
                new LifecycleRule("part", "rows/2026/", 1, false));

        assertThat(files(rules, List.of(), null))
                .first()
                .extracting(check -> check.finding().message())
                .asString()
                .contains("aborted after 5 days");
    }

    @Test
    void whereEveryObjectIsWrittenWholeNoRuleIsTooQuickButThereHasToBeOne() {
        List<LifecycleRule> quick = List.of(new LifecycleRule("quick", "rows/", 1, false));

        assertThat(wholeObjects(quick))
                .satisfiesExactly(
                        rule -> {
                            assertThat(rule.verdict()).isEqualTo(Verdict.OK);
                            assertThat(rule.finding().message()).endsWith("are aborted after 1 day");
                        },
                        uploads -> assertThat(uploads.verdict()).isEqualTo(Verdict.OK));
        assertThat(wholeObjects(List.of())).first().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(check.finding().message()).startsWith("no life-cycle rule aborts");
        });
    }

    private static List<Checked> wholeObjects(List<LifecycleRule> rules) {
        return new BucketChecks(
                        name -> FakeS3Bucket.with(rules, List.of()), Optional.of(NOW.minus(Duration.ofDays(9))), NOW)
                .ofWholeObjects("announce.kinesis.large-payload-path", ROWS);
    }

    @Test
    void withoutARuleSomebodyHasToMakeOne() {
        List<LifecycleRule> elsewhere = List.of(new LifecycleRule("logs", "logs/", 7, true));

        assertThat(files(elsewhere, List.of(), null)).first().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(check.finding().message()).startsWith("no life-cycle rule aborts");
            assertThat(check.advice()).contains("after 7 days", "docs/how-to/clean-up-leftovers.md");
        });
    }

    @Test
    void uploadsAreCountedWithTheAgeOfTheOldestAndDoubtfulOnceTheRuleShouldHaveTakenThem() {
        List<UnfinishedUpload> young = List.of(upload("rows/a", 3), upload("rows/b", 40), upload("rows2/c", 900));
        List<UnfinishedUpload> old = List.of(upload("rows/a", 8 * 24 + 1));

        assertThat(files(SEVEN_DAYS, young, null)).last().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.NOTE);
            assertThat(check.finding().message()).startsWith("2 uploads unfinished, the oldest begun 1 d 16 h ago");
        });
        assertThat(files(SEVEN_DAYS, old, null))
                .last()
                .extracting(Checked::verdict)
                .isEqualTo(Verdict.WARNING);
        assertThat(files(List.of(), young, null)).last().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(check.advice()).contains("older than the oldest checkpoint");
        });
    }

    @Test
    void whatAStoreDoesNotSayOrAllowIsUnknownAndWhatDoesNotAnswerHasToBeMended() {
        assertThat(verdicts(Kind.NOT_SUPPORTED)).containsOnly(Verdict.UNKNOWN);
        assertThat(verdicts(Kind.ACCESS_DENIED)).containsOnly(Verdict.UNKNOWN);
        assertThat(verdicts(Kind.NO_SUCH_BUCKET)).containsOnly(Verdict.FAIL);
        assertThat(verdicts(Kind.UNAVAILABLE)).containsOnly(Verdict.FAIL);
        assertThat(checks(FakeS3Bucket.refusing(Kind.ACCESS_DENIED), null).ofFiles("output.files.path", ROWS))
                .extracting(Checked::advice)
                .satisfiesExactly(
                        advice -> assertThat(advice).contains("s3:GetLifecycleConfiguration"),
                        advice -> assertThat(advice).contains("s3:ListBucketMultipartUploads"));
    }

    @Test
    void aRuleThatRemovesCheckpointsHasToBeMended() {
        Path state = new Path("s3://lake/state/clicks");
        for (String prefix : List.of("", "state/", "state/clicks/0123")) {
            assertThat(ofCheckpoints(new LifecycleRule("expire", prefix, null, true), state))
                    .as(prefix)
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
                        assertThat(check.finding().message()).contains("'expire' removes checkpoints");
                    });
        }
        assertThat(ofCheckpoints(new LifecycleRule("expire", "logs/", null, true), state))
                .singleElement()
                .extracting(Checked::verdict)
                .isEqualTo(Verdict.OK);
        assertThat(ofCheckpoints(new LifecycleRule("abort", "", 7, false), state))
                .singleElement()
                .extracting(Checked::verdict)
                .isEqualTo(Verdict.OK);
    }

    @Test
    void bucketsAreClosed() {
        FakeS3Bucket bucket = FakeS3Bucket.with(SEVEN_DAYS, List.of());

        checks(bucket, null).ofFiles("output.files.path", ROWS);

        assertThat(bucket.isClosed()).isTrue();
    }

    private static UnfinishedUpload upload(String key, int hoursAgo) {
        return new UnfinishedUpload(key, NOW.minus(Duration.ofHours(hoursAgo)));
    }

    private static List<Verdict> verdicts(Kind refusal) {
        return checks(FakeS3Bucket.refusing(refusal), null).ofFiles("output.files.path", ROWS).stream()
                .map(Checked::verdict)
                .toList();
    }

    private static List<Checked> files(
            List<LifecycleRule> rules, List<UnfinishedUpload> uploads, Duration oldestCheckpoint) {
        return checks(FakeS3Bucket.with(rules, uploads), oldestCheckpoint).ofFiles("output.files.path", ROWS);
    }

    private static List<Checked> ofCheckpoints(LifecycleRule rule, Path state) {
        return checks(FakeS3Bucket.with(List.of(rule), List.of()), null).ofCheckpoints("checkpoint.directory", state);
    }

    private static BucketChecks checks(FakeS3Bucket bucket, Duration oldestCheckpoint) {
        return new BucketChecks(
                name -> {
                    assertThat(name).isEqualTo("lake");
                    return bucket;
                },
                Optional.ofNullable(oldestCheckpoint).map(NOW::minus),
                NOW);
    }
}
