package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** How the file system of {@code s3://} repeats a call that failed for a passing reason, refusals for too many included. */
public record S3RetryConfig(
        @Key(
                        doc = "How often a call is tried altogether before its failure counts; 1 never repeats it.",
                        value = "8",
                        min = "1",
                        max = "100")
                int attempts,
        @Key(
                        doc =
                                "The pause before the second attempt, give or take a half at random. It doubles with each further one, and has no limit.",
                        value = "500 ms",
                        min = "1 ms",
                        max = "1 min")
                Duration baseDelay)
        implements Serializable {}
