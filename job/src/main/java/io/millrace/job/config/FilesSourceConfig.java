package io.millrace.job.config;

import java.io.Serializable;

/** Files as the source: each line is a record, unless they are CSV. The run ends when all of them are read. */
public record FilesSourceConfig(
        @Key(
                        doc =
                                "The files: one file, a directory (everything below it), or a glob with `*`, `?`, `[a-z]`, `{a,b}` and `**` for directories of any depth; a local path, relative to where the job is started, `s3://` or `gs://`. Names that begin with `.` or `_` are left out. `.gz` and `.zst` are decompressed.",
                        example = "s3://lake/raw/2026/**/*.jsonl")
                FilePattern path,
        @Key(
                        doc =
                                "How large the byte ranges are that parallel readers take from a large file; a compressed file, and one of CSV, is one range.",
                        value = "64 MiB",
                        min = "1 MiB",
                        max = "5 TiB")
                ByteSize splitSize,
        @Key(
                        doc =
                                "The object store behind `s3://` paths. A job speaks to one: given here only when the output has no `s3` section of its own.",
                        optional = true)
                S3Config s3)
        implements Serializable {}
