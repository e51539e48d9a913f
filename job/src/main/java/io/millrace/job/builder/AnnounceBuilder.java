// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AnnounceConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/** What is said of {@code announce}. */
public final class AnnounceBuilder extends SectionBuilder<AnnounceConfig> {

    AnnounceBuilder() {}

    /**
     * {@code files}: Whether the commit log is kept as objects below {@code _commits/} in the output's path: one per
     * checkpoint and parallel instance, lines of JSON. With {@code false} and without {@code kinesis} nobody is told,
     * as without the section. Default: {@code true}.
     */
    public AnnounceBuilder files(boolean files) {
        value("files", files);
        return this;
    }

    /** {@code kinesis}: A Kinesis stream on which every file is announced. */
    public AnnounceBuilder kinesis(Consumer<? super KinesisAnnounceBuilder> kinesis) {
        section("kinesis", new KinesisAnnounceBuilder(), kinesis);
        return this;
    }

    /**
     * {@code timeout}: How long one announcement is tried before {@code on-failure} decides; the time ends the
     * attempts, and not their number. The job's checkpoints wait as long. Between 1 s and 30 min. Default: {@code 60
     * s}.
     */
    public AnnounceBuilder timeout(Duration timeout) {
        value("timeout", timeout);
        return this;
    }

    /**
     * {@code retry}: The pauses between the attempts, in the commit log's directory and on the stream; the last one
     * ends with {@code timeout}.
     */
    public AnnounceBuilder retry(Consumer<? super AnnounceRetryBuilder> retry) {
        section("retry", new AnnounceRetryBuilder(), retry);
        return this;
    }

    /**
     * {@code retry}: The pauses between the attempts, in the commit log's directory and on the stream; the last one
     * ends with {@code timeout}.
     */
    public AnnounceBuilder retry() {
        section("retry", new AnnounceRetryBuilder(), retry -> {});
        return this;
    }

    /**
     * {@code on-failure}: What happens when the stream cannot be written to in time: {@code fail} stops the job, which
     * tries again after its restart; {@code defer} keeps the announcements below {@code _commits/pending/}, and the
     * next commit, or {@code millrace commits announce}, sends them. Default: {@code fail}.
     */
    public AnnounceBuilder onFailure(AnnounceConfig.OnFailure onFailure) {
        value("on-failure", onFailure);
        return this;
    }
}
