package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory in a file system that Flink writes to.
 *
 * @param value a local path or a URI with the scheme {@code file} or {@code s3}, without a slash at its end
 */
@ValueForm(name = "path", expected = "a local path or 's3://bucket/prefix'", pattern = "\\S")
public record OutputPath(String value) implements Serializable {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

    public OutputPath {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a directory, but got an empty text");
        }
        Matcher scheme = SCHEME.matcher(value);
        try {
            if (scheme.matches()) {
                checkUri(new URI(value), value);
            } else {
                checkLocal(Path.of(value), value);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected a directory, but got '" + value + "': " + e.getReason(), e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a directory, but got '" + value + "': " + e.getReason(), e);
        }
        while (value.endsWith("/") && value.length() > 1) {
            value = value.substring(0, value.length() - 1);
        }
    }

    private static void checkUri(URI uri, String value) {
        boolean s3 = value.startsWith("s3://");
        if (!s3 && !value.startsWith("file:///")) {
            throw new IllegalArgumentException(
                    "expected a local path, 'file:///…' or 's3://bucket/prefix', but got '" + value + "'");
        }
        if (s3 && uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("expected a bucket after 's3://', but got '" + value + "'");
        }
        if (!s3) {
            checkLocal(Path.of(uri.getPath()), value);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected a path without '?' and '#', but got '" + value + "'");
        }
        if (List.of(uri.getPath().split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("expected a path without '..', but got '" + value + "'");
        }
    }

    private static void checkLocal(Path path, String value) {
        if (path.toAbsolutePath().normalize().getNameCount() == 0) {
            throw new IllegalArgumentException("expected a directory below the root, but got '" + value + "'");
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
        if (isS3() || value.startsWith("file:")) {
            return URI.create(value);
        }
        String uri = Path.of(value).toAbsolutePath().normalize().toUri().toString();
        // A directory that exists has a slash at the end, one that does not has none.
        return URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    }

    /** True when the other path is this directory or below it. */
    public boolean contains(OutputPath other) {
        return (other.toUri() + "/").startsWith(toUri() + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
