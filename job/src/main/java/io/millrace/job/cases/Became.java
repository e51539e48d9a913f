package io.millrace.job.cases;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.rehearsal.Audience;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What became of a message. */
final class Became implements Audience {

    /**
     * A row, as it would be written.
     *
     * @param partition the directory
     * @param fields as an NDJSON file has them
     */
    record Row(String partition, JsonNode fields) {}

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<RecordSchema, RowJson> jsons = new IdentityHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Rejection> rejected = new ArrayList<>();

    @Override
    public void row(RecordSchema schema, RoutedRecord row) {
        RowJson json = jsons.computeIfAbsent(schema, RowJson::new);
        json.clear();
        json.append(row.row());
        try {
            rows.add(new Row(row.partition(), EXACT.readTree(json.toBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("the row's JSON is none", e);
        }
    }

    @Override
    public void rejected(RejectedRecord record) {
        rejected.add(record.rejection());
    }

    List<Row> rows() {
        return rows;
    }

    List<Rejection> rejected() {
        return rejected;
    }
}
