package io.millrace.job.decode.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CSV as Jackson writes it: text in quotes, null as nothing. */
final class CsvPayloads {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .build();

    private CsvPayloads() {}

    /** A header and one record for each map; what holds other values is JSON text. */
    static byte[] withHeader(List<Map<String, Object>> records, char delimiter) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        records.get(0).keySet().forEach(schema::addColumn);
        return write(records, schema.build().withHeader().withColumnSeparator(delimiter));
    }

    private static byte[] write(List<Map<String, Object>> records, CsvSchema schema) throws IOException {
        StringWriter out = new StringWriter();
        try (SequenceWriter writer = CSV.writer(schema).writeValues(out)) {
            for (Map<String, Object> record : records) {
                List<Object> cells = new ArrayList<>();
                for (Object value : record.values()) {
                    cells.add(cell(value));
                }
                writer.write(cells);
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object cell(Object value) throws JsonProcessingException {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return JsonMapper.builder().build().writeValueAsString(value);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
