package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.RecordTest;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.decode.Detector;
import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.NameTable;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells types of JSON objects apart by the fields at their top, in one pass over the bytes in which nothing is made. What
 * is no JSON object is refused as its decoder would.
 */
public final class JsonTypes implements Detector {

    /** A value that is asked for; null when any will do. */
    private record Asked(byte[] value, int bit) {}

    private final Parts parts;
    private final NameTable table = new NameTable();

    /** By the number that {@link #table} gives a name: what is asked of the field. */
    private final List<List<Asked>> asked = new ArrayList<>();

    /** For each type its alternatives, each the bits that must be set. */
    private final int[][][] tests;

    private final String names;

    /** By bit, whether the current record has what is asked for. */
    private final boolean[] met;

    private Rejection rejection;

    private JsonTypes(DecodeConfig config, List<TypeConfig> types) {
        parts = new Parts(config);
        int bits = 0;
        tests = new int[types.size()][][];
        for (int type = 0; type < tests.length; type++) {
            List<List<RecordTest.Field>> alternatives = types.get(type).when().alternatives();
            tests[type] = new int[alternatives.size()][];
            for (int i = 0; i < alternatives.size(); i++) {
                List<RecordTest.Field> fields = alternatives.get(i);
                tests[type][i] = new int[fields.size()];
                for (int k = 0; k < fields.size(); k++) {
                    tests[type][i][k] = bits;
                    ask(fields.get(k), bits++);
                }
            }
        }
        met = new boolean[bits];
        names = types.stream().map(type -> type.name().value()).collect(Collectors.joining(", "));
    }

    /** Detectors of the types that {@code types} tests for. */
    public static Factory factory(DecodeConfig config, List<TypeConfig> types) {
        return new JsonTypesFactory(config, List.copyOf(types));
    }

    private record JsonTypesFactory(DecodeConfig config, List<TypeConfig> types) implements Factory {

        @Override
        public Detector create() {
            return new JsonTypes(config, types);
        }
    }

    private void ask(RecordTest.Field field, int bit) {
        byte[] name = field.name().getBytes(StandardCharsets.UTF_8);
        int number = table.find(name, 0, name.length);
        if (number == NameTable.NONE) {
            number = asked.size();
            table.put(name, number);
            asked.add(new ArrayList<>());
        }
        asked.get(number)
                .add(new Asked(field.value() == null ? null : field.value().getBytes(StandardCharsets.UTF_8), bit));
    }

    @Override
    public int detect(byte[] bytes, int offset, int length) {
        parts.scratch.clear();
        Arrays.fill(met, false);
        int end = offset + length;
        int p = Bytes.skipSpace(bytes, JsonDecoder.skipMark(bytes, offset, end), end);
        if (Bytes.at(bytes, p, end) == '{') {
            p = members(bytes, p + 1, end);
        } else {
            p = parts.skipper.skip(bytes, p, end, 0) < 0
                    ? Failure.FAILED
                    : parts.failure.mismatch(p, "an object", Skipper.kind(bytes[p]));
        }
        if (p < 0) {
            rejection = parts.failure.toRejection(offset);
            return NONE;
        }
        for (int type = 0; type < tests.length; type++) {
            if (isOf(type)) {
                return type;
            }
        }
        rejection = new Rejection(
                Stage.DECODE,
                ErrorKind.UNKNOWN_TYPE,
                "the record is of none of the types " + names,
                null,
                "the fields of one of the types " + names,
                "other fields",
                List.of());
        return NONE;
    }

    @Override
    public Rejection rejection() {
        return rejection;
    }

    private boolean isOf(int type) {
        for (int[] alternative : tests[type]) {
            boolean all = true;
            for (int bit : alternative) {
                all &= met[bit];
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** Looks at the fields of the object whose brace is before {@code from}. What is behind it is the decoder's matter. */
    private int members(byte[] b, int from, int end) {
        int p = Bytes.skipSpace(b, from, end);
        if (Bytes.at(b, p, end) == '}') {
            return p + 1;
        }
        while (true) {
            p = parts.name.read(b, p, end);
            if (p < 0) {
                return p;
            }
            int field = table.find(parts.name.array(), parts.name.offset(), parts.name.length());
            parts.scratch.clear();
            int behind = parts.skipper.skip(b, p, end, 1);
            if (behind < 0) {
                return behind;
            }
            if (field != NameTable.NONE) {
                note(asked.get(field), b, p, behind);
            }
            p = Bytes.skipSpace(b, behind, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == '}' ? p + 1 : parts.failure.malformed(b, p, end, "',' or '}'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    /** Notes what a value, which is right, has of what is asked for; of a name that comes twice the last one counts. */
    private void note(List<Asked> questions, byte[] b, int from, int behind) {
        byte[] array = b;
        int start = from;
        int end = behind;
        boolean there = !Bytes.startsWith(b, from, behind, Skipper.NULL);
        if (b[from] == '"') {
            parts.strings.read(b, from + 1, behind);
            array = parts.strings.array();
            start = parts.strings.offset();
            end = start + parts.strings.length();
        }
        for (Asked question : questions) {
            met[question.bit()] = there
                    && (question.value() == null
                            || Arrays.equals(array, start, end, question.value(), 0, question.value().length));
        }
    }
}
