package io.millrace.job.decode.csv;

import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.decode.common.Utf8;
import io.millrace.job.decode.json.TextColumns;
import io.millrace.job.decode.json.TextValues;
import io.millrace.job.decode.unwrap.Layer;
import io.millrace.job.decode.unwrap.Pieces;
import io.millrace.job.record.CsvFrames;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.ErrorKind;
import io.millrace.model.FileOrigin;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Reads CSV: finds the records of a message, of which the first may be the header, and makes a row of each. Text is a view
 * of the message; quotes that are doubled in it are resolved in a buffer. A library is not used because records and files
 * are taken apart by the same rules, in bytes whose positions dead letters name.
 */
public final class CsvDecoder implements Decoder, Layer {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CsvRecordsConfig csv;
    private final boolean lastWins;
    private final byte[] nullText;
    private final Default[] defaults;
    private final boolean[] nullable;
    private final SlotRow row;
    private final Failure failure;
    private final TextValues values;
    private final Unknowns unknowns;
    private final TextColumns columns;
    private final CsvCells cells;
    private final CsvFrames frames;

    private CsvHeader header;

    /** The text that {@link #header} was made of; null when it comes from the configuration. */
    private String headerText;

    private int start;

    private CsvDecoder(DecodeConfig config, RecordSchema input, RecordSchema output, DroppedFields dropped) {
        csv = config.format().csv();
        Schema schema = input.avro();
        lastWins = config.duplicateKeys() == DecodeConfig.DuplicateKeys.LAST;
        nullText = (csv.nullText() == null ? "" : csv.nullText()).getBytes(StandardCharsets.UTF_8);
        defaults = schema.getFields().stream().map(Default::of).toArray(Default[]::new);
        nullable = new boolean[defaults.length];
        for (int i = 0; i < nullable.length; i++) {
            nullable[i] = schema.getFields().get(i).schema().isNullable();
        }
        row = new SlotRow(output.rowType());
        values = new TextValues(config);
        failure = values.failure();
        unknowns = new Unknowns(config, output, dropped);
        columns = values.columns(schema, unknowns.policy(), unknowns.names(), unknowns.rescue());
        cells = new CsvCells(csv.delimiter().value(), failure, values.scratch());
        frames = new CsvFrames(csv.delimiter().value());
        List<String> names = csv.columns().isEmpty()
                ? schema.getFields().stream().map(Schema.Field::name).toList()
                : csv.columns();
        header = CsvHeader.of(names, columns, unknowns, defaults.length, lastWins);
    }

    /**
     * Decoders of the records that {@code input} describes.
     *
     * @throws IllegalArgumentException when the configured columns leave out a field that must have a value, or the schema
     *     is one that {@link io.millrace.job.decode.json.JsonDecoder#factory} refuses
     */
    public static Factory factory(DecodeConfig config, RecordSchema input) {
        RecordSchema output = Unknowns.output(config, input);
        CsvDecoder first = new CsvDecoder(config, input, output, DroppedFields.NOT_COUNTED);
        List<String> unfilled = first.header.unfilled(input.avro());
        if (!unfilled.isEmpty()) {
            throw new IllegalArgumentException("expected a column for each field that must have a value, but "
                    + String.join(", ", unfilled) + (unfilled.size() == 1 ? " has" : " have") + " none");
        }
        return new CsvDecoderFactory(config, input, output);
    }

    private record CsvDecoderFactory(DecodeConfig config, RecordSchema input, RecordSchema schema) implements Factory {

        @Override
        public Decoder create(DroppedFields dropped) {
            return new CsvDecoder(config, input, schema, dropped);
        }
    }

    @Override
    public Layer layer() {
        return this;
    }

    @Override
    public boolean splits() {
        return true;
    }

    // ---- records of a message

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        int end = offset + length;
        int p = skipMark(message, bytes, offset, end);
        RawMessage named = message;
        if (csv.header()) {
            String text = message.attributes().get(CsvFrames.HEADER_ATTRIBUTE);
            if (text == null) {
                p = skipBlank(bytes, p, end);
                int headerEnd = recordEnd(bytes, p, end);
                text = new String(bytes, p, withoutLineEnd(bytes, p, headerEnd) - p, StandardCharsets.UTF_8);
                named = with(message, text);
                p = headerEnd;
            }
            Rejection why = use(text);
            if (why != null) {
                return why;
            }
        }
        while (p < end) {
            int recordEnd = recordEnd(bytes, p, end);
            int last = withoutLineEnd(bytes, p, recordEnd);
            if (last > p) {
                inside.piece(named, bytes, p, last - p);
            }
            p = recordEnd;
        }
        return null;
    }

    /** A mark stands at the beginning of a file, not of every range of one. */
    private static int skipMark(RawMessage message, byte[] bytes, int offset, int end) {
        boolean begins = !(message.origin() instanceof FileOrigin range) || range.offset() == 0;
        boolean marked = begins
                && end - offset >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, offset, offset + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
        return marked ? offset + BYTE_ORDER_MARK.length : offset;
    }

    private static int skipBlank(byte[] bytes, int from, int end) {
        int p = from;
        while (p < end && (bytes[p] == '\n' || bytes[p] == '\r')) {
            p++;
        }
        return p;
    }

    /** Where the record that begins at {@code from} ends, line end and all. */
    private int recordEnd(byte[] bytes, int from, int end) {
        frames.reset();
        int feed = frames.next(bytes, from, end);
        return feed < 0 ? end : feed + 1;
    }

    /** What ends with a carriage return alone has not ended: that is malformed. */
    private static int withoutLineEnd(byte[] bytes, int from, int end) {
        if (end == from || bytes[end - 1] != '\n') {
            return end;
        }
        return end - 1 > from && bytes[end - 2] == '\r' ? end - 2 : end - 1;
    }

    /** The header goes with the records, so that a dead letter can be read by itself. */
    private static RawMessage with(RawMessage message, String header) {
        Map<String, String> attributes = new HashMap<>(message.attributes());
        attributes.put(CsvFrames.HEADER_ATTRIBUTE, header);
        return new RawMessage(message.id(), message.body(), attributes, message.origin());
    }

    private Rejection use(String text) {
        if (text.equals(headerText)) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        failure.clear();
        values.scratch().clear();
        if (bytes.length == 0) {
            return malformed("expected a header that names the columns, but found the end of the message");
        }
        List<String> names = new ArrayList<>();
        cells.begin(bytes, 0, bytes.length);
        while (cells.hasNext()) {
            if (!cells.next()) {
                return malformed("the header: " + failure.toRejection(0).message());
            }
            names.add(new String(cells.array(), cells.offset(), cells.length(), StandardCharsets.UTF_8));
        }
        try {
            header = CsvHeader.of(names, columns, unknowns, defaults.length, lastWins);
        } catch (IllegalArgumentException e) {
            return malformed("expected each column once in the header, but found " + e.getMessage());
        }
        headerText = text;
        return null;
    }

    private static Rejection malformed(String why) {
        return Rejection.of(Stage.DECODE, ErrorKind.MALFORMED, why);
    }

    // ---- one record

    @Override
    public SlotRow decode(byte[] bytes, int offset, int length) {
        int end = offset + length;
        start = offset;
        failure.clear();
        values.scratch().clear();
        unknowns.clear();
        int invalid = Utf8.invalidAt(bytes, offset, end);
        if (invalid < end) {
            failure.malformed(invalid, "UTF-8 text", "bytes that are not UTF-8");
            return null;
        }
        if (!cells(bytes, offset, end) || !absent(end)) {
            return null;
        }
        unknowns.finish(row);
        return row;
    }

    @Override
    public Rejection rejection() {
        return failure.toRejection(start);
    }

    private boolean cells(byte[] bytes, int offset, int end) {
        int count = header.fields().length;
        int column = 0;
        cells.begin(bytes, offset, end);
        while (cells.hasNext()) {
            if (!cells.next()) {
                return false;
            }
            if (column < count && !cell(column)) {
                return false;
            }
            column++;
        }
        if (column != count) {
            failure.malformed(end, cellCount(count), cellCount(column));
            return false;
        }
        return true;
    }

    private static String cellCount(int n) {
        return n == 1 ? "1 cell" : n + " cells";
    }

    private boolean cell(int column) {
        int field = header.fields()[column];
        if (field == CsvHeader.UNKNOWN) {
            return unknown(column);
        }
        if (field == CsvHeader.SUPERSEDED) {
            return true;
        }
        if (!isNull()) {
            return columns.read(field, cells.array(), cells.offset(), cells.length(), row, cells.position());
        }
        if (!nullable[field]) {
            columns.missing(field, cells.position(), "null");
            return false;
        }
        row.setNull(field);
        return true;
    }

    private boolean isNull() {
        return !cells.quoted()
                && cells.length() == nullText.length
                && Arrays.equals(
                        cells.array(), cells.offset(), cells.offset() + cells.length(), nullText, 0, nullText.length);
    }

    private boolean unknown(int column) {
        String name = header.names()[column];
        if (unknowns.policy() == UnknownFields.IGNORE) {
            header.counters()[column].run();
            return true;
        }
        if (unknowns.policy() == UnknownFields.REJECT) {
            return unknowns.refuse(failure, cells.position(), name);
        }
        if (isNull()) {
            unknowns.rescue().name(name).raw("null");
        } else {
            unknowns.rescue().name(name).string(cells.array(), cells.offset(), cells.length());
        }
        return unknowns.fits(failure, cells.position());
    }

    private boolean absent(int end) {
        for (int field : header.absent()) {
            if (defaults[field] == null) {
                columns.missing(field, end, "no column for it");
                return false;
            }
            defaults[field].set(row, field);
        }
        return true;
    }
}
