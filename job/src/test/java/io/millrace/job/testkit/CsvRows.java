package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;

/** CSV files as Flink's rows, by Jackson: nothing is null, quotes are an empty text, nested values are JSON. */
public final class CsvRows {

    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private CsvRows() {}

    /** The rows of a file whose first line names the columns of the schema. */
    public static List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        List<String[]> lines = lines(TextFiles.read(file));
        assertThat(lines.get(0)).containsExactlyElementsOf(schema.rowType().getFieldNames());
        List<GenericRowData> rows = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
            rows.add(JsonRows.row(json(line, schema.avro()), schema));
        }
        return rows;
    }

    /** The lines of CSV text, in cells. */
    public static List<String[]> lines(String text) throws IOException {
        assertThat(text).endsWith("\r\n");
        try (MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(text)) {
            return lines.readAll();
        }
    }

    private static String json(String[] cells, Schema record) {
        assertThat(cells).hasSameSizeAs(record.getFields());
        StringBuilder json = new StringBuilder("{");
        for (Schema.Field field : record.getFields()) {
            json.append(field.pos() == 0 ? "" : ",")
                    .append(TextNode.valueOf(field.name()))
                    .append(':')
                    .append(value(cells[field.pos()], RecordSchema.withoutNull(field.schema())));
        }
        return json.append('}').toString();
    }

    private static String value(String cell, Schema schema) {
        if (cell == null) {
            return "null";
        }
        boolean number =
                switch (schema.getType()) {
                    case BOOLEAN -> true;
                    case INT, LONG -> schema.getLogicalType() == null;
                    case FLOAT, DOUBLE -> !cell.matches("NaN|-?Infinity");
                    default -> schema.getLogicalType() instanceof LogicalTypes.Decimal;
                };
        boolean nested =
                switch (schema.getType()) {
                    case RECORD, ARRAY, MAP -> true;
                    default -> false;
                };
        return number || nested ? cell : JSON.valueToTree(cell).toString();
    }
}
