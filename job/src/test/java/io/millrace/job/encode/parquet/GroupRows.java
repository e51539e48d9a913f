package io.millrace.job.encode.parquet;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What parquet-java's own reader finds in a file, as Flink's rows. */
final class GroupRows {

    private GroupRows() {}

    static List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        List<GenericRowData> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Builder(new LocalInputFile(file))
                .withCodecFactory(new BrotliToo())
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(row(group, schema.avro()));
            }
        }
        return rows;
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    /** parquet-java's codecs, and Google's decoder for the one that it knows by name only. */
    private static final class BrotliToo implements CompressionCodecFactory {

        private final CompressionCodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), 1 << 20);

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return codecs.getCompressor(codec);
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return codec == CompressionCodecName.BROTLI ? new Brotli() : codecs.getDecompressor(codec);
        }

        @Override
        public void release() {
            codecs.release();
        }
    }

    private static final class Brotli implements CompressionCodecFactory.BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(Decoder.decompress(page.toByteArray()).getDecompressedData());
        }

        @Override
        public void decompress(ByteBuffer page, int compressedSize, ByteBuffer output, int size) {
            throw new UnsupportedOperationException("pages are on the heap");
        }

        @Override
        public void release() {}
    }

    private static GenericRowData row(Group group, Schema record) {
        GenericRowData row = new GenericRowData(record.getFields().size());
        for (Schema.Field field : record.getFields()) {
            row.setField(field.pos(), value(group, field.name(), field.schema()));
        }
        return row;
    }

    private static Object value(Group group, String name, Schema nullable) {
        if (group.getFieldRepetitionCount(name) == 0) {
            return null;
        }
        Schema schema = RecordSchema.withoutNull(nullable);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(group, name, decimal);
        }
        return switch (schema.getType()) {
            case BOOLEAN -> group.getBoolean(name, 0);
            case INT -> group.getInteger(name, 0);
            case LONG -> longNumber(group.getLong(name, 0), schema);
            case FLOAT -> group.getFloat(name, 0);
            case DOUBLE -> group.getDouble(name, 0);
            case STRING, ENUM -> StringData.fromString(group.getString(name, 0));
            case BYTES, FIXED -> group.getBinary(name, 0).getBytes();
            case RECORD -> row(group.getGroup(name, 0), schema);
            case ARRAY -> array(group.getGroup(name, 0), schema.getElementType());
            case MAP -> map(group.getGroup(name, 0), schema.getValueType());
            default -> throw new AssertionError(schema);
        };
    }

    private static Object decimal(Group group, String name, LogicalTypes.Decimal decimal) {
        PrimitiveTypeName type = group.getType().getType(name).asPrimitiveType().getPrimitiveTypeName();
        BigInteger unscaled =
                switch (type) {
                    case INT32 -> BigInteger.valueOf(group.getInteger(name, 0));
                    case INT64 -> BigInteger.valueOf(group.getLong(name, 0));
                    default -> new BigInteger(group.getBinary(name, 0).getBytes());
                };
        return DecimalData.fromBigDecimal(
                new BigDecimal(unscaled, decimal.getScale()), decimal.getPrecision(), decimal.getScale());
    }

    private static Object longNumber(long value, Schema schema) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        if (logical.endsWith("timestamp-millis")) {
            return TimestampData.fromEpochMillis(value);
        }
        if (logical.endsWith("timestamp-micros")) {
            return TimestampData.fromEpochMillis(
                    Math.floorDiv(value, 1000L), Math.toIntExact(Math.floorMod(value, 1000L)) * 1000);
        }
        return value;
    }

    private static GenericArrayData array(Group list, Schema element) {
        Object[] elements = new Object[list.getFieldRepetitionCount("list")];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(list.getGroup("list", i), "element", element);
        }
        return new GenericArrayData(elements);
    }

    private static GenericMapData map(Group map, Schema value) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < map.getFieldRepetitionCount("key_value"); i++) {
            Group entry = map.getGroup("key_value", i);
            entries.put(StringData.fromString(entry.getString("key", 0)), value(entry, "value", value));
        }
        return new GenericMapData(entries);
    }
}
