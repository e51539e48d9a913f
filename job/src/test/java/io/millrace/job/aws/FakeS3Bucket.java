package io.millrace.job.aws;

import java.util.List;

/** A bucket that is what a test says, or that answers nothing for one reason. */
public final class FakeS3Bucket implements S3Bucket {

    private final List<LifecycleRule> rules;
    private final List<UnfinishedUpload> uploads;
    private final S3BucketException.Kind refusal;
    private boolean closed;

    private FakeS3Bucket(List<LifecycleRule> rules, List<UnfinishedUpload> uploads, S3BucketException.Kind refusal) {
        this.rules = List.copyOf(rules);
        this.uploads = List.copyOf(uploads);
        this.refusal = refusal;
    }

    public static FakeS3Bucket with(List<LifecycleRule> rules, List<UnfinishedUpload> uploads) {
        return new FakeS3Bucket(rules, uploads, null);
    }

    public static FakeS3Bucket refusing(S3BucketException.Kind refusal) {
        return new FakeS3Bucket(List.of(), List.of(), refusal);
    }

    @Override
    public List<LifecycleRule> lifecycle() {
        answer();
        return rules;
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix, int most) {
        answer();
        return uploads.stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .limit(most)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    private void answer() {
        if (closed) {
            throw new IllegalStateException("the bucket is closed");
        }
        if (refusal != null) {
            throw new S3BucketException(refusal, "as the test asks for: " + refusal, null);
        }
    }
}
