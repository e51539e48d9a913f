// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FilesSourceConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code source.files}. */
public final class FilesSourceBuilder extends SectionBuilder<FilesSourceConfig> {

    FilesSourceBuilder() {}

    /**
     * {@code path}: The files: one file, a directory (everything below it), or a glob with {@code *}, {@code ?}, {@code
     * [a-z]}, <code>&#123;a,b&#125;</code> and {@code **} for directories of any depth; a local path, relative to where
     * the job is started, {@code s3://} or {@code gs://}. Names that begin with {@code .} or {@code _} are left out.
     * {@code .gz} and {@code .zst} are decompressed. Required. Example: <code>s3://lake/raw/2026/**&#47;*.jsonl</code>.
     */
    public FilesSourceBuilder path(String path) {
        value("path", path);
        return this;
    }

    /**
     * {@code split-size}: How large the byte ranges are that parallel readers take from a large file; a compressed
     * file, and one of CSV, is one range. Between 1 MiB and 5 TiB. Default: {@code 64 MiB}.
     */
    public FilesSourceBuilder splitSize(ByteSize splitSize) {
        value("split-size", splitSize);
        return this;
    }

    /**
     * {@code s3}: The object store behind {@code s3://} paths. A job speaks to one: given here only when the output has
     * no {@code s3} section of its own.
     */
    public FilesSourceBuilder s3(Consumer<? super S3Builder> s3) {
        section("s3", new S3Builder(), s3);
        return this;
    }

    /**
     * {@code s3}: The object store behind {@code s3://} paths. A job speaks to one: given here only when the output has
     * no {@code s3} section of its own.
     */
    public FilesSourceBuilder s3() {
        section("s3", new S3Builder(), s3 -> {});
        return this;
    }
}
