package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.RouteConfig.EmptyText;
import io.millrace.job.record.FieldPath;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The value of a field, or the range in which it is, as the name of a directory.
 *
 * <p>A value is read in two steps, so that a row like the one before it costs no text: its {@linkplain #read identity}, and
 * only when that is new its {@linkplain #name name}.
 */
final class FieldValue implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    /** What identifies a null; no text and no number does. */
    private static final Object NULL = new Object();

    private static final StringData EMPTY = StringData.fromString("");

    private enum Form {
        TEXT,
        FLAG,
        INT,
        LONG,
        DECIMAL,
        DAY
    }

    private final String column;
    private final FieldPath field;
    private final Form form;
    private final int precision;

    /** 0 for the value itself. */
    private final long width;

    private final EmptyText empty;

    private FieldValue(String column, FieldPath field, Form form, long width, EmptyText empty) {
        this.column = column;
        this.field = field;
        this.form = form;
        this.precision = field.type() instanceof DecimalType decimal ? decimal.getPrecision() : 0;
        this.width = width;
        this.empty = requireNonNull(empty, "empty");
    }

    /**
     * The value of a field.
     *
     * @param column null when the value alone is the name
     * @throws IllegalArgumentException when no directory can be called after such a field
     */
    static FieldValue of(String column, FieldPath field, EmptyText empty) {
        Form form = form(field);
        if (form == null) {
            throw new IllegalArgumentException(
                    "a directory is called after a text, a whole number, a boolean or a date,"
                            + " but the field '" + field.name() + "' is "
                            + field.type().asSummaryString()
                            + (isTime(field) ? "; use 'time:' for parts of the event's time" : ""));
        }
        return new FieldValue(column, field, form, 0, empty);
    }

    /**
     * The range of a number.
     *
     * @param width how many numbers are in a range
     * @throws IllegalArgumentException when the field is no whole number
     */
    static FieldValue range(String column, FieldPath field, long width) {
        Form form = form(field);
        if (form != Form.INT && form != Form.LONG && form != Form.DECIMAL) {
            throw new IllegalArgumentException("a range is of whole numbers, but the field '" + field.name() + "' is "
                    + field.type().asSummaryString());
        }
        return new FieldValue(column, field, form, width, EmptyText.REJECT);
    }

    /** Null for a field after which nothing can be called. */
    private static Form form(FieldPath field) {
        LogicalType type = field.type();
        return switch (type.getTypeRoot()) {
            case VARCHAR -> Form.TEXT;
            case BOOLEAN -> Form.FLAG;
            case INTEGER -> Form.INT;
            // A time of day is a number of microseconds in Flink's types.
            case BIGINT -> field.avro().getLogicalType() == null ? Form.LONG : null;
            case DECIMAL -> ((DecimalType) type).getScale() == 0 ? Form.DECIMAL : null;
            case DATE -> Form.DAY;
            default -> null;
        };
    }

    private static boolean isTime(FieldPath field) {
        return switch (field.type().getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
            default -> false;
        };
    }

    /** Puts what identifies the directory of a row into a key. */
    void read(RowData row, PartitionKey key, int part) throws UnroutableException {
        RowData holder = field.holder(row);
        int position = field.position();
        if (holder == null || holder.isNullAt(position)) {
            key.set(part, NULL, 0);
            return;
        }
        switch (form) {
            case TEXT -> readText(holder.getString(position), key, part);
            case FLAG -> key.set(part, null, holder.getBoolean(position) ? 1 : 0);
            case INT, DAY -> key.set(part, null, start(holder.getInt(position)));
            case LONG -> key.set(part, null, start(holder.getLong(position)));
            case DECIMAL -> key.set(part, null, start(whole(holder.getDecimal(position, precision, 0))));
        }
    }

    private void readText(StringData text, PartitionKey key, int part) throws UnroutableException {
        if (!EMPTY.equals(text)) {
            key.set(part, text, 0);
        } else if (empty == EmptyText.AS_NULL) {
            key.set(part, NULL, 0);
        } else {
            throw unroutable("no directory can be called after an empty text", "a text that is not empty", "''");
        }
    }

    private long start(long value) {
        return width == 0 ? value : Math.floorDiv(value, width);
    }

    private long whole(DecimalData value) throws UnroutableException {
        if (value.isCompact()) {
            return value.toUnscaledLong();
        }
        BigInteger number = value.toBigDecimal().unscaledValue();
        if (number.bitLength() >= Long.SIZE) {
            throw unroutable("no directory can be called after the number", "a number of 64 bits", number.toString());
        }
        return number.longValue();
    }

    /** The name of the directory that a key identifies. */
    String name(PartitionKey key, int part) throws UnroutableException {
        String name = (column == null ? "" : column + "=") + value(key.object(part), key.word(part));
        int bytes = PartitionPath.bytes(name);
        if (bytes > PartitionPath.MAX_SEGMENT_BYTES) {
            throw unroutable(
                    "the name of a directory would be too long",
                    "a name of at most " + PartitionPath.MAX_SEGMENT_BYTES + " bytes",
                    bytes + " bytes");
        }
        return name;
    }

    private String value(Object object, long word) throws UnroutableException {
        if (object == NULL) {
            return column == null ? PartitionPath.NULL : PartitionPath.NULL_OF_COLUMN;
        }
        if (width > 0) {
            return range(word);
        }
        return switch (form) {
            case TEXT -> text(object.toString());
            case FLAG -> word == 0 ? "false" : "true";
            case INT, LONG, DECIMAL -> Long.toString(word);
            case DAY -> day(word);
        };
    }

    private String text(String text) throws UnroutableException {
        if (column != null && text.equals(PartitionPath.NULL_OF_COLUMN)) {
            throw unroutable(
                    "no directory can be called after the text, which readers take for no value", "another text", text);
        }
        return PartitionPath.escaped(text);
    }

    /** The first and the last number; the ranges at both ends of all numbers are shorter. */
    private String range(long number) {
        BigInteger start = BigInteger.valueOf(number).multiply(BigInteger.valueOf(width));
        BigInteger end = start.add(BigInteger.valueOf(width - 1));
        return start.max(BigInteger.valueOf(Long.MIN_VALUE)) + "-" + end.min(BigInteger.valueOf(Long.MAX_VALUE));
    }

    private String day(long day) throws UnroutableException {
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw unroutable(
                    "no directory can be called after the date",
                    "a year of four digits",
                    "day " + day + " after 1970-01-01");
        }
        return LocalDate.ofEpochDay(day).toString();
    }

    private UnroutableException unroutable(String message, String expected, String actual) {
        return new UnroutableException(
                new Rejection(Stage.ROUTE, ErrorKind.ROUTE, message, field.name(), expected, actual, List.of()));
    }
}
