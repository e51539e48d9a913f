// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code output.files}. */
public final class FilesBuilder extends SectionBuilder<FilesConfig> {

    FilesBuilder() {}

    /**
     * {@code path}: The directory under which partitions are made: a local path, relative to where the job is started,
     * {@code s3://bucket/prefix} or {@code gs://bucket/prefix}. Required. Example: {@code s3://lake/events}.
     */
    public FilesBuilder path(String path) {
        value("path", path);
        return this;
    }

    /** {@code prefix}: How a file's name begins; a random id and a counter follow. Default: {@code part}. */
    public FilesBuilder prefix(String prefix) {
        value("prefix", prefix);
        return this;
    }

    /** {@code format}: The files' format. Default: {@code parquet}. */
    public FilesBuilder format(Consumer<? super FormatBuilder> format) {
        section("format", new FormatBuilder(), format);
        return this;
    }

    /** {@code roll}: When a file is closed before the checkpoint that closes every file. */
    public FilesBuilder roll(Consumer<? super RollBuilder> roll) {
        section("roll", new RollBuilder(), roll);
        return this;
    }

    /** {@code roll}: When a file is closed before the checkpoint that closes every file. */
    public FilesBuilder roll() {
        section("roll", new RollBuilder(), roll -> {});
        return this;
    }

    /** {@code s3}: The object store behind {@code s3://} paths. */
    public FilesBuilder s3(Consumer<? super S3Builder> s3) {
        section("s3", new S3Builder(), s3);
        return this;
    }

    /** {@code s3}: The object store behind {@code s3://} paths. */
    public FilesBuilder s3() {
        section("s3", new S3Builder(), s3 -> {});
        return this;
    }
}
