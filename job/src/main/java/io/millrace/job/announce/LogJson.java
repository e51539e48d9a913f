package io.millrace.job.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.Balance;
import io.millrace.model.ColumnStats;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import io.millrace.model.LostRange;
import io.millrace.model.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the commit log as one line of JSON. Times are ISO-8601 in UTC, bounds are in base64, what is not known is
 * left out; {@code docs/reference/commit-log.md} lists the fields. Unknown fields are passed over, so that a later release
 * may add some.
 */
public final class LogJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String FILE = "file";
    private static final String DEAD_LETTERS = "dead-letters";
    private static final String BALANCE = "balance";
    private static final String GAP = "gap";
    private static final List<String> KINDS = List.of(FILE, DEAD_LETTERS, BALANCE, GAP);

    private LogJson() {}

    /** All rows, each with a newline behind it. */
    public static byte[] lines(List<LogRow> rows) {
        StringBuilder lines = new StringBuilder();
        for (LogRow row : rows) {
            lines.append(line(row)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One row, without a newline. */
    public static String line(LogRow row) {
        ObjectNode json = MAPPER.createObjectNode();
        LogEntry entry = row.entry();
        json.put("kind", kind(entry));
        json.put("job", row.job());
        if (entry.checkpointId() != LogEntry.END_OF_INPUT) {
            json.put("checkpoint", entry.checkpointId());
        }
        if (entry instanceof CommittedFile file) {
            putFile(json, file);
        } else if (entry instanceof DeadLetterFile letters) {
            putFile(json, letters.file());
        } else if (entry instanceof Gap gap) {
            putLost(json, gap.lost());
        } else {
            putBalance(json, (Balance) entry);
        }
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON could not be written", e);
        }
    }

    /**
     * The rows of a log object.
     *
     * @param name the object's, for errors
     * @throws IOException when a line is no row
     */
    public static List<LogRow> rows(byte[] lines, String name) throws IOException {
        List<LogRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                rows.add(row(MAPPER.readTree(line)));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("line " + number + " of " + name + " is no row of a commit log", e);
            }
        }
        return rows;
    }

    private static String kind(LogEntry entry) {
        if (entry instanceof CommittedFile) {
            return FILE;
        }
        if (entry instanceof DeadLetterFile) {
            return DEAD_LETTERS;
        }
        return entry instanceof Gap ? GAP : BALANCE;
    }

    private static void putLost(ObjectNode json, LostRange lost) {
        json.put("stream", lost.stream());
        json.put("shard", lost.shardId());
        if (!lost.after().isEmpty()) {
            json.put("after", lost.after());
        }
        if (!lost.before().isEmpty()) {
            json.put("before", lost.before());
        }
        if (lost.readUntilMillis() != null) {
            json.put("read_until", Instant.ofEpochMilli(lost.readUntilMillis()).toString());
        }
        if (lost.leftSinceMillis() != null) {
            json.put("left_since", Instant.ofEpochMilli(lost.leftSinceMillis()).toString());
        }
    }

    private static void putFile(ObjectNode json, CommittedFile file) {
        json.put("path", file.path());
        json.put("partition", file.partition());
        json.put("format", file.format());
        json.put("rows", file.rows());
        json.put("bytes", file.bytes());
        json.put("input_bytes", file.inputBytes());
        json.put("modified_at", Instant.ofEpochMilli(file.modifiedAtMillis()).toString());
        if (file.minEventTimeMicros() != null) {
            json.put("min_event_time", time(file.minEventTimeMicros()));
            json.put("max_event_time", time(file.maxEventTimeMicros()));
        }
        json.put("schema_name", file.schemaName());
        json.put("schema_fingerprint", file.schemaFingerprint());
        ArrayNode sources = json.putArray("sources");
        for (SourceRange source : file.sources()) {
            ObjectNode one = sources.addObject();
            one.put("source", source.source());
            if (!source.first().isEmpty()) {
                one.put("first", source.first());
                one.put("last", source.last());
            }
            one.put("rows", source.rows());
        }
        ArrayNode columns = json.putArray("columns");
        for (ColumnStats column : file.columns()) {
            ObjectNode one = columns.addObject();
            one.put("id", columns.size() - 1);
            one.put("name", column.name());
            one.put("bytes", column.bytes());
            one.put("values", column.values());
            one.put("nulls", column.nulls());
            if (column.nans() != null) {
                one.put("nans", column.nans());
            }
            if (column.bounded()) {
                one.put("lower", column.lower());
                one.put("upper", column.upper());
            }
        }
    }

    private static void putBalance(ObjectNode json, Balance balance) {
        json.put("id", balance.id());
        json.put("operator", balance.operator());
        json.put("subtask", balance.subtask());
        json.put("received", balance.received());
        json.put("written", balance.written());
        json.put("filtered", balance.filtered());
        json.put("duplicates", balance.duplicates());
        json.put("rejected", balance.rejected());
        json.put("rows", balance.rows());
    }

    private static LogRow row(JsonNode json) throws IOException {
        String kind = text(json, "kind");
        return switch (kind) {
            case FILE -> new LogRow(text(json, "job"), file(json));
            case DEAD_LETTERS -> new LogRow(text(json, "job"), new DeadLetterFile(file(json)));
            case BALANCE -> new LogRow(text(json, "job"), balance(json));
            case GAP -> new LogRow(text(json, "job"), new Gap(lost(json), checkpoint(json)));
            default ->
                throw new IOException(
                        "expected one of the kinds " + String.join(", ", KINDS) + ", but got '" + kind + "'");
        };
    }

    private static CommittedFile file(JsonNode json) throws IOException {
        List<SourceRange> sources = new ArrayList<>();
        for (JsonNode one : json.path("sources")) {
            sources.add(new SourceRange(
                    text(one, "source"),
                    one.path("first").asText(""),
                    one.path("last").asText(""),
                    number(one, "rows")));
        }
        List<ColumnStats> columns = new ArrayList<>();
        for (JsonNode one : json.path("columns")) {
            columns.add(new ColumnStats(
                    text(one, "name"),
                    number(one, "bytes"),
                    number(one, "values"),
                    number(one, "nulls"),
                    one.has("nans") ? Long.valueOf(number(one, "nans")) : null,
                    one.has("lower") ? one.get("lower").binaryValue() : null,
                    one.has("upper") ? one.get("upper").binaryValue() : null));
        }
        return new CommittedFile(
                text(json, "path"),
                text(json, "partition"),
                text(json, "format"),
                text(json, "schema_name"),
                text(json, "schema_fingerprint"),
                number(json, "rows"),
                number(json, "bytes"),
                number(json, "input_bytes"),
                json.has("min_event_time") ? Long.valueOf(micros(text(json, "min_event_time"))) : null,
                json.has("max_event_time") ? Long.valueOf(micros(text(json, "max_event_time"))) : null,
                checkpoint(json),
                millis(text(json, "modified_at")),
                columns,
                sources);
    }

    private static Balance balance(JsonNode json) throws IOException {
        return new Balance(
                text(json, "id"),
                text(json, "operator"),
                Math.toIntExact(number(json, "subtask")),
                checkpoint(json),
                number(json, "received"),
                number(json, "written"),
                number(json, "filtered"),
                number(json, "duplicates"),
                number(json, "rejected"),
                number(json, "rows"));
    }

    private static LostRange lost(JsonNode json) throws IOException {
        return new LostRange(
                text(json, "stream"),
                text(json, "shard"),
                json.path("after").asText(""),
                json.path("before").asText(""),
                json.has("read_until") ? Long.valueOf(millis(text(json, "read_until"))) : null,
                json.has("left_since") ? Long.valueOf(millis(text(json, "left_since"))) : null);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static long checkpoint(JsonNode json) throws IOException {
        return json.has("checkpoint") ? number(json, "checkpoint") : LogEntry.END_OF_INPUT;
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    private static String text(JsonNode json, String field) throws IOException {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw new IOException("expected a text in the field '" + field + "', but got " + value);
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String field) throws IOException {
        JsonNode value = json.get(field);
        if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new IOException("expected a whole number in the field '" + field + "', but got " + value);
        }
        return value.longValue();
    }
}
