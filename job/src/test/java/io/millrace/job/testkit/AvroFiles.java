package io.millrace.job.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Avro files for DuckDB, which reads none without an extension: their rows, by Avro's own reader, as lines of JSON. */
public final class AvroFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AvroFiles() {}

    /**
     * Writes the rows of every visible Avro file under {@code source} to a file of the same path under {@code target}.
     * Timestamps are text, as are nested values and bytes, in the form in which Avro prints them.
     *
     * @return {@code target}
     */
    public static Path toNdjson(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(file -> file.getFileName().toString().matches("[^._].*\\.avro"))
                    .toList();
        }
        for (Path file : files) {
            Path lines = target.resolve(source.relativize(file) + ".jsonl");
            Files.createDirectories(lines.getParent());
            convert(file, lines);
        }
        return target;
    }

    private static void convert(Path file, Path lines) throws IOException {
        GenericData times = new GenericData();
        times.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        times.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        GenericDatumReader<GenericRecord> records = new GenericDatumReader<>(null, null, times);
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), records);
                BufferedWriter out = Files.newBufferedWriter(lines)) {
            for (GenericRecord record : reader) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (Schema.Field field : record.getSchema().getFields()) {
                    row.put(field.name(), plain(record.get(field.pos())));
                }
                out.write(JSON.writeValueAsString(row) + "\n");
            }
        }
    }

    private static Object plain(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
