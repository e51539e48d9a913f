package io.millrace.job.testkit;

import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/**
 * Avro files read by an implementation that shares nothing with Avro's own: avsc, with codecs in JavaScript. Rows have the
 * form that {@code src/test/node/read-avro.js} describes.
 */
public final class AvroByJavaScript {

    private AvroByJavaScript() {}

    /**
     * The rows of all files, in order. Skips the test where there is no node.
     *
     * @param directory where the program's output is kept
     */
    public static List<String> read(Path directory, List<Path> files) throws IOException, InterruptedException {
        String[] arguments = files.stream().map(Path::toString).toArray(String[]::new);
        try (Processes processes = new Processes(directory)) {
            Processes.Child reader =
                    processes.start("read-avro", Map.of(), NodeServers.command("read-avro.js", arguments));
            int code = reader.waitFor(2, TimeUnit.MINUTES);
            if (code != 0) {
                throw new AssertionError("read-avro.js ended with " + code + ":\n" + reader.output());
            }
            return reader.output().lines().toList();
        }
    }

    /** A row in that form. */
    public static String shown(GenericRowData row, RecordSchema schema) {
        return record(row, schema.avro());
    }

    private static String record(GenericRowData row, Schema schema) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(value(row.getField(field.pos()), field.schema()));
        }
        return "(" + String.join(",", fields) + ")";
    }

    private static String value(Object value, Schema nullable) {
        if (value == null) {
            return "null";
        }
        Schema schema = RecordSchema.withoutNull(nullable);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
            return bytes(((DecimalData) value).toUnscaledBytes());
        }
        return switch (schema.getType()) {
            case FLOAT, DOUBLE -> HexFormat.of().toHexDigits(Double.doubleToLongBits(((Number) value).doubleValue()));
            case STRING, ENUM -> text(value);
            case BYTES, FIXED -> bytes((byte[]) value);
            case LONG -> value instanceof TimestampData time ? ticks(time, schema) : value.toString();
            case ARRAY ->
                Stream.of(((GenericArrayData) value).toObjectArray())
                        .map(element -> value(element, schema.getElementType()))
                        .collect(Collectors.joining(",", "[", "]"));
            case MAP -> {
                GenericMapData map = (GenericMapData) value;
                yield Stream.of(((GenericArrayData) map.keyArray()).toObjectArray())
                        .map(key -> text(key) + "=" + value(map.get(key), schema.getValueType()))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
            }
            case RECORD -> record((GenericRowData) value, schema);
            default -> value.toString();
        };
    }

    private static String ticks(TimestampData time, Schema schema) {
        return Long.toString(
                schema.getLogicalType().getName().endsWith("millis")
                        ? time.getMillisecond()
                        : time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000);
    }

    private static String text(Object value) {
        return "s:" + HexFormat.of().formatHex(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String bytes(byte[] value) {
        return "b:" + HexFormat.of().formatHex(value);
    }
}
