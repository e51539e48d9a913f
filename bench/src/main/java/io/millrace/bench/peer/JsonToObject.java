package io.millrace.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** A line to an object, with Jackson. */
final class JsonToObject<T> extends RichMapFunction<String, T> {

    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private transient ObjectReader reader;

    JsonToObject(Class<T> type) {
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        reader = new ObjectMapper().readerFor(type);
    }

    @Override
    public T map(String line) throws IOException {
        return reader.readValue(line);
    }
}
