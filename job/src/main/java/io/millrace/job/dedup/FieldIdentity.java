package io.millrace.job.dedup;

import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordSchema;
import io.millrace.model.MessageId;
import io.millrace.model.Origin;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

/**
 * Records that a producer repeats have the same value in one field; null, or empty text, is no key, and a rejected record has
 * none.
 */
final class FieldIdentity implements Identity<DecodedRecord> {

    private static final long serialVersionUID = 1L;

    /** How a value that is not null becomes 16 bytes; null for what is no key. */
    private interface Reader extends java.io.Serializable {
        MessageId read(RowData row, int field);
    }

    private final int field;
    private final Reader reader;

    private FieldIdentity(int field, Reader reader) {
        this.field = field;
        this.reader = reader;
    }

    static FieldIdentity of(RecordSchema schema, String name) {
        int field = schema.rowType().getFieldIndex(name);
        if (field < 0) {
            throw new IllegalArgumentException("the schema has no top-level field '" + name + "'; it has "
                    + schema.rowType().getFieldNames());
        }
        return new FieldIdentity(field, reader(schema.rowType().getTypeAt(field), name));
    }

    @Override
    public MessageId of(DecodedRecord record) {
        if (record.rejected() != null) {
            return null;
        }
        RowData row = record.row();
        return row.isNullAt(field) ? null : reader.read(row, field);
    }

    @Override
    public MessageId spread(DecodedRecord record) {
        MessageId id = message(record);
        int index = record.rejected() == null
                ? record.meta().index()
                : record.rejected().index();
        return new MessageId(id.high(), id.low() + index);
    }

    @Override
    public MessageId message(DecodedRecord record) {
        return record.rejected() == null
                ? record.meta().message().id()
                : record.rejected().messageId();
    }

    @Override
    public Origin origin(DecodedRecord record) {
        return record.rejected() == null
                ? record.meta().message().origin()
                : record.rejected().origin();
    }

    private static Reader reader(LogicalType type, String name) {
        return switch (type.getTypeRoot()) {
            case VARCHAR -> (row, field) -> hash(row.getString(field).toBytes());
            case VARBINARY, BINARY -> (row, field) -> hash(row.getBinary(field));
            case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE -> (row, field) -> number(row.getInt(field));
            case BIGINT -> (row, field) -> number(row.getLong(field));
            case DECIMAL -> decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(((LocalZonedTimestampType) type).getPrecision());
            default ->
                throw new IllegalArgumentException("the field '" + name + "' is a "
                        + type.asSummaryString()
                        + ", and only text, bytes, integers, decimals, dates and timestamps can be a key");
        };
    }

    private static Reader decimal(int precision, int scale) {
        if (DecimalData.isCompact(precision)) {
            return (row, field) ->
                    number(row.getDecimal(field, precision, scale).toUnscaledLong());
        }
        return (row, field) -> hash(row.getDecimal(field, precision, scale).toUnscaledBytes());
    }

    private static Reader timestamp(int precision) {
        return (row, field) -> {
            TimestampData time = row.getTimestamp(field, precision);
            return new MessageId(time.getMillisecond(), time.getNanoOfMillisecond());
        };
    }

    private static MessageId number(long value) {
        return new MessageId(0, value);
    }

    private static MessageId hash(byte[] bytes) {
        return bytes.length == 0 ? null : MessageId.ofHash(bytes);
    }
}
