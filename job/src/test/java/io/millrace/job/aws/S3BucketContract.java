package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.S3Bucket.LifecycleRule;
import io.millrace.job.aws.S3Bucket.UnfinishedUpload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link S3Bucket} keeps to. */
abstract class S3BucketContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final List<LifecycleRule> RULES = List.of(
            new LifecycleRule("abort", "", 7, false),
            new LifecycleRule("logs", "logs/", null, true),
            new LifecycleRule("both", "a/b/", 1, true));

    private static final List<UnfinishedUpload> UPLOADS = List.of(
            new UnfinishedUpload("rows/a.parquet", NOON),
            new UnfinishedUpload("rows/b b.parquet", NOON.plusSeconds(60)),
            new UnfinishedUpload("rows/c.parquet", NOON.minusSeconds(60)),
            new UnfinishedUpload("other/d.parquet", NOON));

    /** A bucket with these rules, enabled, and these uploads. */
    abstract S3Bucket bucket(List<LifecycleRule> rules, List<UnfinishedUpload> uploads) throws Exception;

    /** A bucket that gives this answer to everything. */
    abstract S3Bucket refusing(S3BucketException.Kind kind) throws Exception;

    @Test
    void theRulesAreThoseOfTheBucket() throws Exception {
        try (S3Bucket bucket = bucket(RULES, List.of())) {
            assertThat(bucket.lifecycle()).containsExactlyElementsOf(RULES);
        }
    }

    @Test
    void aBucketWithoutALifeCycleHasNoRules() throws Exception {
        try (S3Bucket bucket = bucket(List.of(), List.of())) {
            assertThat(bucket.lifecycle()).isEmpty();
            assertThat(bucket.unfinishedUploads("", 10)).isEmpty();
        }
    }

    @Test
    void uploadsAreThoseUnderThePrefixOverAllPagesAndNoMoreThanAreAskedFor() throws Exception {
        try (S3Bucket bucket = bucket(List.of(), UPLOADS)) {
            assertThat(bucket.unfinishedUploads("rows/", 10))
                    .containsExactlyInAnyOrderElementsOf(UPLOADS.subList(0, 3));
            assertThat(bucket.unfinishedUploads("", 10)).hasSize(4);
            assertThat(bucket.unfinishedUploads("rows/", 2)).hasSize(2);
            assertThat(bucket.unfinishedUploads("none/", 10)).isEmpty();
        }
    }

    @Test
    void whatIsNotAnsweredIsSaidWhy() throws Exception {
        for (S3BucketException.Kind kind : S3BucketException.Kind.values()) {
            try (S3Bucket bucket = refusing(kind)) {
                assertThatThrownBy(bucket::lifecycle)
                        .isInstanceOfSatisfying(S3BucketException.class, e -> assertThat(e.kind())
                                .isEqualTo(kind));
                assertThatThrownBy(() -> bucket.unfinishedUploads("", 1))
                        .isInstanceOfSatisfying(S3BucketException.class, e -> assertThat(e.kind())
                                .isEqualTo(kind));
            }
        }
    }
}
