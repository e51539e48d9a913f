package io.millrace.job.decode.avro;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.decode.json.TextValues;
import org.apache.avro.Schema;

/** What all readers of one decoder share. */
final class AvroParts {

    final TextValues texts;
    final Failure failure;
    final Scratch scratch;
    final AvroBytes in;
    final Unknowns unknowns;
    final int maxDepth;
    final boolean lastWins;

    /** How many more elements the record may have, so that elements without bytes of their own cannot be endlessly many. */
    private long elements;

    AvroParts(DecodeConfig config, Unknowns unknowns) {
        texts = new TextValues(config);
        failure = texts.failure();
        scratch = texts.scratch();
        in = new AvroBytes(failure);
        this.unknowns = unknowns;
        maxDepth = config.maxDepth();
        lastWins = config.duplicateKeys() == DuplicateKeys.LAST;
    }

    /** Begins a record, or whatever else is read as a whole. */
    void begin(byte[] bytes, int offset, int end) {
        failure.clear();
        scratch.clear();
        in.begin(bytes, offset, end);
        elements = (long) end - offset;
    }

    /** Takes note of a block of elements; returns false when there are more of them than the record has bytes. */
    boolean takes(long count) {
        elements -= Math.min(count, elements + 1);
        return elements >= 0
                || in.fail(in.position(), "at most as many elements as the record has bytes", "more of them");
    }

    /** Reads the branch of a union; -1 when there is none. */
    int branch(Schema union) {
        return index(union.getTypes().size(), "one of the types of a union");
    }

    /** Reads the index of a symbol; -1 when there is none. */
    int symbol(Schema enumeration) {
        return index(enumeration.getEnumSymbols().size(), "one of the symbols of an enum");
    }

    private int index(int size, String what) {
        int from = in.position();
        int index = in.readInt();
        if (!in.failed() && (index < 0 || index >= size)) {
            in.fail(from, what, "one that the schema does not have");
        }
        return in.failed() ? -1 : index;
    }

    /** Notes that records nest too deep. Returns false. */
    boolean tooDeep() {
        failure.limit(in.position(), "at most " + maxDepth + " levels of records, arrays and maps", "one more");
        return false;
    }
}
