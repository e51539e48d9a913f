// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.SourceConfig;
import java.util.function.Consumer;

/** What is said of {@code source}. One of its keys is given. */
public final class SourceBuilder extends SectionBuilder<SourceConfig> {

    SourceBuilder() {}

    /** {@code sqs}: Messages of an SQS queue, standard or FIFO. */
    public SourceBuilder sqs(Consumer<? super SqsSourceBuilder> sqs) {
        section("sqs", new SqsSourceBuilder(), sqs);
        return this;
    }

    /** {@code kinesis}: Records of a Kinesis data stream. */
    public SourceBuilder kinesis(Consumer<? super KinesisSourceBuilder> kinesis) {
        section("kinesis", new KinesisSourceBuilder(), kinesis);
        return this;
    }

    /** {@code files}: Files of newline-delimited records, read once, to their end. */
    public SourceBuilder files(Consumer<? super FilesSourceBuilder> files) {
        section("files", new FilesSourceBuilder(), files);
        return this;
    }
}
