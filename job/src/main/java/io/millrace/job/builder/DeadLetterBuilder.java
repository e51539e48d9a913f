// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.DeadLetterConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code dead-letter}. */
public final class DeadLetterBuilder extends SectionBuilder<DeadLetterConfig> {

    DeadLetterBuilder() {}

    /**
     * {@code path}: The directory, local, {@code s3://} or {@code gs://}, under which dead letters are written as
     * NDJSON, exactly once, with the same checkpoint as the rows. Uses the output's S3 settings. Required. Example:
     * {@code s3://lake/dead-letters/events}.
     */
    public DeadLetterBuilder path(String path) {
        value("path", path);
        return this;
    }

    /**
     * {@code sqs}: A queue to which every dead letter is sent, too: at least once, with an id by which a repeated one
     * is recognised.
     */
    public DeadLetterBuilder sqs(Consumer<? super SqsDeadLetterBuilder> sqs) {
        section("sqs", new SqsDeadLetterBuilder(), sqs);
        return this;
    }

    /** {@code breaker}: When the share of rejected records stops the job. */
    public DeadLetterBuilder breaker(Consumer<? super BreakerBuilder> breaker) {
        section("breaker", new BreakerBuilder(), breaker);
        return this;
    }

    /** {@code breaker}: When the share of rejected records stops the job. */
    public DeadLetterBuilder breaker() {
        section("breaker", new BreakerBuilder(), breaker -> {});
        return this;
    }
}
