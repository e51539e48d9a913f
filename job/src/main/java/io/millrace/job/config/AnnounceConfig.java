package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** Who is told of committed files. */
public record AnnounceConfig(
        @Key(
                        doc =
                                "Whether the commit log is kept as objects below `_commits/` in the output's path: one per checkpoint and parallel instance, lines of JSON. With `false` and without `kinesis` nobody is told, as without the section.",
                        value = "true")
                boolean files,
        @Key(doc = "A Kinesis stream on which every file is announced.", optional = true) KinesisAnnounceConfig kinesis,
        @Key(
                        doc =
                                "How long one announcement is tried before `on-failure` decides; the time ends the attempts, and not their number. The job's checkpoints wait as long.",
                        value = "60 s",
                        min = "1 s",
                        max = "30 min")
                Duration timeout,
        @Key(
                        doc =
                                "The pauses between the attempts, in the commit log's directory and on the stream; the last one ends with `timeout`.")
                AnnounceRetryConfig retry,
        @Key(
                        doc =
                                "What happens when the stream cannot be written to in time: `fail` stops the job, which tries again after its restart; `defer` keeps the announcements below `_commits/pending/`, and the next commit, or `millrace commits announce`, sends them.",
                        value = "fail")
                OnFailure onFailure)
        implements Serializable {

    /** What a stream that cannot be written to means for the job. */
    public enum OnFailure {
        FAIL,
        DEFER
    }

    public AnnounceConfig {
        if (onFailure == OnFailure.DEFER && kinesis == null) {
            throw new IllegalArgumentException(
                    "expected kinesis beside on-failure: defer, because only what is sent to a"
                            + " stream can be sent later");
        }
    }
}
