/**
 * Stages 5 and 6 of 7, encode and commit: takes {@link io.millrace.job.record.RoutedRecord}s, gives files that become
 * visible with a completed checkpoint, and tells a {@link io.millrace.job.commit.CommitListener} of each. How a row
 * becomes bytes comes in from outside, as a {@link io.millrace.job.record.Encoder}. Start at
 * {@link io.millrace.job.commit.FileOutput}; {@code docs/concepts/files-and-rolling.md} tells the life of a file.
 */
package io.millrace.job.commit;
