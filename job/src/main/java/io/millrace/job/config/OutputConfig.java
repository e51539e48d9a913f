package io.millrace.job.config;

import java.io.Serializable;

/** The kind of output; exactly one. */
@OneOf
public record OutputConfig(
        @Key(doc = "Files in a local directory or on S3.", optional = true) FilesConfig files,
        @Key(doc = "Lines on standard output, for looking at a pipeline.", optional = true) StdoutConfig stdout,
        @Key(doc = "Counts rows and bytes and discards them.", optional = true) StatsConfig stats)
        implements Serializable {}
