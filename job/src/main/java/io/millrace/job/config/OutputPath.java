package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * A directory in a file system that Flink writes to.
 *
 * @param value a local path or a URI with the scheme {@code file} or {@code s3}, without a slash at its end
 */
@ValueForm(name = "path", expected = "a local path or 's3://bucket/prefix'", pattern = "\\S")
public record OutputPath(String value) implements Serializable {

    public OutputPath {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a directory, but got an empty text");
        }
        int scheme = value.indexOf("://");
        if (scheme > 0) {
            String name = value.substring(0, scheme);
            if (!name.equals("s3") && !name.equals("file")) {
                throw new IllegalArgumentException(
                        "expected a local path, 'file://…' or 's3://bucket/prefix', but got '" + value + "'");
            }
            if (name.equals("s3") && value.length() == "s3://".length()) {
                throw new IllegalArgumentException("expected a bucket after 's3://', but got '" + value + "'");
            }
        }
        while (value.endsWith("/") && value.length() > 1) {
            value = value.substring(0, value.length() - 1);
        }
    }

    public static OutputPath parse(String text) {
        return new OutputPath(text);
    }

    /** True when the path is an object store's. */
    public boolean isS3() {
        return value.startsWith("s3://");
    }

    /** The path as an absolute URI; a relative local path is taken from the process's working directory. */
    public URI toUri() {
        if (value.contains("://")) {
            return URI.create(value);
        }
        return Path.of(value).toAbsolutePath().normalize().toUri();
    }

    @Override
    public String toString() {
        return value;
    }
}
