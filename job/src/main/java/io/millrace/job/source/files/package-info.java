/**
 * Stage 1 of 7, source: files of lines. Flink's own {@code FileSource}, with {@link io.millrace.job.source.files.MatchingFiles}
 * to find the files and {@link io.millrace.job.source.files.LineChunks} to read them in chunks of whole lines. Start at
 * {@link io.millrace.job.source.files.FilesSource}.
 */
package io.millrace.job.source.files;
