package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What a columnar file says of one of its columns. Its arrays are not copied: neither the giver nor any reader changes
 * them.
 *
 * @param name the leaf field, named from the top with dots
 * @param bytes how many bytes of the file it takes, compressed
 * @param values how many values it has, nulls included
 * @param nulls how many of them are null
 * @param nans how many of them are not a number; null for a column that is not of floating-point numbers
 * @param lower a value that none is below, as Parquet's statistics encode it; null when not known
 * @param upper a value that none is above, encoded likewise; null when not known
 */
public record ColumnStats(String name, long bytes, long values, long nulls, Long nans, byte[] lower, byte[] upper) {

    public ColumnStats {
        requireNonNull(name, "name");
        if ((lower == null) != (upper == null)) {
            throw new IllegalArgumentException("a column has both bounds or none, but " + name + " has one");
        }
    }

    public boolean bounded() {
        return lower != null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnStats that
                && name.equals(that.name)
                && bytes == that.bytes
                && values == that.values
                && nulls == that.nulls
                && Objects.equals(nans, that.nans)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, bytes, values, nulls, nans, Arrays.hashCode(lower), Arrays.hashCode(upper));
    }

    @Override
    public String toString() {
        return "ColumnStats[" + name + ", bytes=" + bytes + ", values=" + values + ", nulls=" + nulls + ", nans=" + nans
                + ", lower=" + hex(lower) + ", upper=" + hex(upper) + "]";
    }

    private static String hex(byte[] bound) {
        return bound == null ? null : HexFormat.of().formatHex(bound);
    }
}
