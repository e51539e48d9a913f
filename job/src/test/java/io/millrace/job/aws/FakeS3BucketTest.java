package io.millrace.job.aws;

import java.util.List;

/** The fake is a bucket like any other. */
final class FakeS3BucketTest extends S3BucketContract {

    @Override
    S3Bucket bucket(List<S3Bucket.LifecycleRule> rules, List<S3Bucket.UnfinishedUpload> uploads) {
        return FakeS3Bucket.with(rules, uploads);
    }

    @Override
    S3Bucket refusing(S3BucketException.Kind kind) {
        return FakeS3Bucket.refusing(kind);
    }
}
