/**
 * Stage 7 of 7, announce: takes {@link io.millrace.model.CommittedFile}s, which the committer of stage 6 has made visible,
 * and {@link io.millrace.model.OperatorReport}s, which count what became of records, and gives the commit log: lines of JSON in
 * {@code _commits/}, and protobuf messages on a Kinesis stream. Start at {@link io.millrace.job.announce.Announcements}, which
 * makes an announcer of a configuration; {@link io.millrace.job.announce.CommitLog} reads what was announced, and
 * {@link io.millrace.job.announce.DataFileSink} sends announcements of files from any job. {@code docs/concepts/commit-log.md}
 * tells what can be relied on.
 */
package io.millrace.job.announce;
