package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a file system does not tell of a bucket: uploads that are begun and not completed, and the rules by which the store
 * itself removes things. Nothing here changes anything.
 *
 * <p>Threads: one at a time. Every call blocks, for some seconds at most.
 *
 * <p>Errors: {@link S3BucketException}, which says whether the store is out of reach, does not allow it, or has no such
 * thing. A few quick attempts have then been made already.
 */
public interface S3Bucket extends AutoCloseable {

    /** Opens buckets. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /**
         * A bucket that the caller closes. Makes no request.
         *
         * @param name its name alone
         */
        S3Bucket open(String name);
    }

    /** The rules that are enabled; none when the bucket has no life cycle. */
    List<LifecycleRule> lifecycle();

    /**
     * Uploads that were begun and neither completed nor aborted, in no particular order.
     *
     * @param prefix how their keys begin; may be empty
     * @param most as many at most, to have an end in a bucket with very many
     */
    List<UnfinishedUpload> unfinishedUploads(String prefix, int most);

    @Override
    void close();

    /**
     * One rule of a bucket's life cycle.
     *
     * @param id its name; may be empty
     * @param prefix how the keys begin that it is for; empty is every key
     * @param abortAfterDays after how many days an upload that is not completed is aborted; null when the rule aborts none
     * @param expires whether it removes objects, after however many days
     */
    record LifecycleRule(String id, String prefix, Integer abortAfterDays, boolean expires) {

        public LifecycleRule {
            requireNonNull(id, "id");
            requireNonNull(prefix, "prefix");
        }
    }

    /**
     * An upload that is paid for and cannot be seen.
     *
     * @param key what the object would be called
     * @param begun when, by the store's clock
     */
    record UnfinishedUpload(String key, Instant begun) {

        public UnfinishedUpload {
            requireNonNull(key, "key");
            requireNonNull(begun, "begun");
        }
    }
}
