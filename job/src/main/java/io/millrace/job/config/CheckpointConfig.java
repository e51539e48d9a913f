package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** Checkpoints: exactly once, aligned; there is no other mode. */
public record CheckpointConfig(
        @Key(
                        doc =
                                "The time between two checkpoints, and so the time after which rows become visible in files.",
                        value = "10 s",
                        min = "100 ms",
                        max = "1 h")
                Duration interval,
        @Key(doc = "How long a checkpoint may take before it is given up.", value = "10 min", min = "1 s", max = "24 h")
                Duration timeout,
        @Key(
                        doc =
                                "Where checkpoints and savepoints are kept: a local path, `s3://` or `gs://`. Default for a local run: `.millrace/state/NAME` where the run is started.",
                        optional = true)
                OutputPath directory,
        @Key(
                        doc = "How many failed checkpoints in a row are tolerated before the job restarts.",
                        value = "3",
                        min = "0",
                        max = "1000")
                int tolerableFailures,
        @Key(
                        doc =
                                "How often a failed job restarts before it gives up, each time after a growing pause; counted anew after 10 min without a failure. 0: the first failure ends it.",
                        value = "10",
                        min = "0",
                        max = "1000000")
                int restarts)
        implements Serializable {}
