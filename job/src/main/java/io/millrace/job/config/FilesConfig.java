package io.millrace.job.config;

import java.io.Serializable;

/** Files as the output. */
public record FilesConfig(
        @Key(
                        doc =
                                "The directory under which partitions are made: a local path, relative to where the job is started, `s3://bucket/prefix` or `gs://bucket/prefix`.",
                        example = "s3://lake/events")
                OutputPath path,
        @Key(doc = "How a file's name begins; a random id and a counter follow.", value = "part") FilePrefix prefix,
        @Key(doc = "The files' format.", value = "parquet") FormatConfig format,
        @Key(doc = "When a file is closed before the checkpoint that closes every file.") RollConfig roll,
        @Key(doc = "The object store behind `s3://` paths.") S3Config s3)
        implements Serializable {}
