package io.millrace.job.route;

import java.nio.charset.StandardCharsets;

/**
 * Directories under an output's path, made of values that may be anything.
 *
 * <p>A name keeps letters and digits of any script and {@code - _ . = + , @ ~}; all else becomes {@code %XX} of its
 * UTF-8 bytes, and so do a leading dot or underscore, which would hide the directory from readers. The escaping can be
 * undone, so different values never share a directory.
 */
final class PartitionPath {

    /** What local file systems allow for a name. */
    static final int MAX_SEGMENT_BYTES = 255;

    private static final String KEPT = "-_.=+,@~";

    private PartitionPath() {}

    /**
     * The directory with these names, from the outermost to the innermost, escaped and joined by slashes.
     *
     * @throws IllegalArgumentException when a name is empty, or longer than a file system allows
     */
    static String of(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (!path.isEmpty()) {
                path.append('/');
            }
            appendEscaped(path, segment);
        }
        return path.toString();
    }

    private static void appendEscaped(StringBuilder path, String segment) {
        if (segment.isEmpty()) {
            throw new IllegalArgumentException("a partition cannot have an empty name");
        }
        int start = path.length();
        int next;
        for (int i = 0; i < segment.length(); i = next) {
            int c = segment.codePointAt(i);
            next = i + Character.charCount(c);
            if (isKept(c) && !(i == 0 && (c == '.' || c == '_'))) {
                path.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    path.append('%')
                            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                            .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
                }
            }
        }
        int bytes = path.substring(start).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "a partition's name can have " + MAX_SEGMENT_BYTES + " bytes, but this one has " + bytes);
        }
    }

    private static boolean isKept(int c) {
        if (c < 0x80) {
            return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || KEPT.indexOf(c) >= 0;
        }
        return Character.isLetterOrDigit(c);
    }
}
