package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A directory in a file system that Flink writes to. It is called exactly what is written here: a space is a space, and
 * {@code %20} is three characters.
 *
 * @param value a local path, or a path after {@code file://}, {@code s3://bucket} or {@code gs://bucket}, without a slash at
 *     its end
 */
@ValueForm(name = "path", expected = "a local path, 's3://bucket/prefix' or 'gs://bucket/prefix'", pattern = "\\S")
public record OutputPath(String value) implements Serializable {

    private static final String S3 = "s3://";
    private static final String GCS = "gs://";
    private static final String FILE = "file://";
    private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]+");

    public OutputPath {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a directory, but got an empty text");
        }
        if (isStore(value)) {
            if (!BUCKET.matcher(value.substring(S3.length()).split("/", 2)[0]).matches()) {
                throw new IllegalArgumentException(
                        "expected a bucket after '" + value.substring(0, S3.length()) + "', but got '" + value + "'");
            }
            checkAbsolute(value);
        } else if (value.startsWith(FILE + "/")) {
            checkLocal(value.substring(FILE.length()), value);
            checkAbsolute(value);
        } else if (HAS_SCHEME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a local path, 'file:///…', 's3://bucket/prefix' or 'gs://bucket/prefix', but got '"
                            + value + "'");
        } else {
            checkLocal(value, value);
        }
        while (value.endsWith("/") && value.length() > 1) {
            value = value.substring(0, value.length() - 1);
        }
    }

    private static boolean isStore(String value) {
        return value.startsWith(S3) || value.startsWith(GCS);
    }

    private static void checkAbsolute(String value) {
        if (value.indexOf('?') >= 0 || value.indexOf('#') >= 0) {
            throw new IllegalArgumentException("expected a path without '?' and '#', but got '" + value + "'");
        }
        if (List.of(value.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("expected a path without '..', but got '" + value + "'");
        }
    }

    private static void checkLocal(String path, String value) {
        try {
            if (absolute(path).getNameCount() == 0) {
                throw new IllegalArgumentException("expected a directory below the root, but got '" + value + "'");
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a directory, but got '" + value + "': " + e.getReason(), e);
        }
    }

    private static Path absolute(String local) {
        return Path.of(local).toAbsolutePath().normalize();
    }

    public static OutputPath parse(String text) {
        return new OutputPath(text);
    }

    /** True when the path is of S3, or of a store with its API. */
    public boolean isS3() {
        return value.startsWith(S3);
    }

    /** True when the path is an object store's. */
    public boolean isObjectStore() {
        return isStore(value);
    }

    /**
     * The path as an absolute URI, escaped where a URI needs it, and without a slash at its end whether the directory
     * exists or not. A relative local path is taken from the process's working directory.
     */
    public URI toUri() {
        try {
            if (isObjectStore()) {
                String[] parts = value.substring(S3.length()).split("/", 2);
                // Flink's file systems take several slashes for one.
                String path = parts.length == 1 ? "" : ("/" + parts[1]).replaceAll("/+", "/");
                return new URI(value.substring(0, S3.indexOf(':')), parts[0], path, null, null);
            }
            String local = value.startsWith(FILE) ? value.substring(FILE.length()) : value;
            return new URI("file", "", absolute(local).toString(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for the path '" + value + "'", e);
        }
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
