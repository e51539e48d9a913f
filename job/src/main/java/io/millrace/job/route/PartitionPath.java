package io.millrace.job.route;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of directories under an output's path, made of values that may be anything, so that Hive, Spark, Trino and DuckDB
 * read the same values back.
 *
 * <p>A name keeps the ASCII letters and digits, {@code - _ . + , @ ~}, and everything beyond ASCII: Hive and Spark take
 * {@code %XX} for one character, so that what has several bytes cannot be escaped. Every other character becomes
 * {@code %XX}. So do a leading dot or underscore, which would hide the directory, and the first letter of {@code null} in
 * any case, which some readers take for no value. The escaping can be undone, so different values never share a directory.
 */
final class PartitionPath {

    /** What local file systems allow for a name. */
    static final int MAX_SEGMENT_BYTES = 255;

    /** A key of an object store has 1024 bytes, and the output's path and the file's name are in it, too. */
    static final int MAX_BYTES = 640;

    /** The value of a column for a row without one, as Hive calls it. */
    static final String NULL_OF_COLUMN = "__HIVE_DEFAULT_PARTITION__";

    /** The directory for a row without a value where no column is named: visible, and no escaped text. */
    static final String NULL = "null";

    private static final String KEPT = "-_.+,@~";

    private PartitionPath() {}

    /** The name for a value; empty only for an empty value. */
    static String escaped(String value) {
        StringBuilder name = new StringBuilder(value.length() + 8);
        boolean first = isHiding(value) || value.toLowerCase(Locale.ROOT).equals(NULL);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80 || isKept(c) && !(i == 0 && first)) {
                name.append(c);
            } else {
                name.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return name.toString();
    }

    /** How many bytes a name has in a file system. */
    static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isHiding(String value) {
        return value.startsWith(".") || value.startsWith("_");
    }

    private static boolean isKept(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || KEPT.indexOf(c) >= 0;
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
