package io.millrace.job.encode.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.record.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.table.data.RowData;

/** What is printed of one row, with its newline. One thread. */
@FunctionalInterface
interface RowText {

    /** Nothing. */
    RowText NONE = (row, out) -> {};

    void append(RowData row, ByteArrayOutputStream out) throws IOException;

    /** The line of an NDJSON file. */
    static RowText compact(RecordSchema schema) {
        RowJson json = new RowJson(schema);
        return (row, out) -> {
            json.clear();
            json.append(row);
            json.appendNewline();
            json.writeTo(out);
        };
    }

    /** The same JSON on several lines, indented. */
    static RowText pretty(RecordSchema schema) {
        RowJson json = new RowJson(schema);
        JsonFactory jackson = new JsonFactory();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return (row, out) -> {
            json.clear();
            json.append(row);
            try (JsonParser parser = jackson.createParser(json.toBytes());
                    JsonGenerator generator = jackson.createGenerator(out)) {
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
                parser.nextToken();
                generator.copyCurrentStructureExact(parser);
            }
            out.write('\n');
        };
    }
}
