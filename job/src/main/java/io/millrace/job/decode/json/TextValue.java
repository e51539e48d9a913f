package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;
import java.nio.charset.StandardCharsets;

/** Reads values of one type from text alone: strings as they stand in JSON's quotes, everything else as in JSON. */
public final class TextValue {

    private static final int LONGEST_BOOLEAN = 5;

    private final ValueReader reader;

    TextValue(ValueReader reader) {
        this.reader = reader;
    }

    /** What a value of this type is, for a person. */
    public String expected() {
        return reader.expected();
    }

    /**
     * Puts the value into the slot.
     *
     * @param array UTF-8 text; the slot may hold a view of it
     * @param at where the value stands in the record, for the failure
     * @return false when the text is no value of the type; the failure says why
     */
    public boolean read(byte[] array, int offset, int length, Slots out, int slot, int at) {
        if (reader instanceof BooleanReader) {
            return bool(array, offset, length, out, slot) || refused(at);
        }
        boolean number = length > 0 && isNumber(array, offset, offset + length);
        if (reader instanceof TextReader text && !(number && takesNumbers())) {
            return text.text(array, offset, length, out, slot, at);
        }
        return number ? number(array, offset, length, out, slot, at) : refused(at);
    }

    private boolean takesNumbers() {
        return reader instanceof FloatingReader || reader instanceof DateTimeReader;
    }

    /** Text that can only be meant as a number: that of a date is longer than its first number. */
    private boolean isNumber(byte[] b, int from, int end) {
        if (!(reader instanceof DateTimeReader)) {
            return !(reader instanceof FloatingReader) || Bytes.isDigit(b[end - 1]) || b[end - 1] == '.';
        }
        int p = b[from] == '-' ? from + 1 : from;
        while (p < end && Bytes.isDigit(b[p])) {
            p++;
        }
        return p == end && Bytes.isDigit(b[end - 1]);
    }

    private boolean number(byte[] b, int offset, int length, Slots out, int slot, int at) {
        int end = offset + length;
        if (!NumberToken.begins(b[offset]) || reader.parts.number.scan(b, offset, end) != end) {
            return refused(at);
        }
        int behind = reader instanceof TextReader text
                ? text.notText(b, offset, end, out, slot)
                : reader.read(b, offset, end, out, slot);
        reader.parts.failure.moveTo(at);
        return behind == end;
    }

    /** Always false. */
    private boolean refused(int at) {
        reader.refuse(at, "text that is none");
        return false;
    }

    private static boolean bool(byte[] b, int offset, int length, Slots out, int slot) {
        if (length > LONGEST_BOOLEAN) {
            return false;
        }
        String text = new String(b, offset, length, StandardCharsets.US_ASCII);
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            return false;
        }
        out.setWord(slot, text.equalsIgnoreCase("true") ? 1 : 0);
        return true;
    }
}
