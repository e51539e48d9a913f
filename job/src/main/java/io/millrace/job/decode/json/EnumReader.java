package io.millrace.job.decode.json;

import io.millrace.job.decode.common.NameTable;
import io.millrace.job.record.Slots;
import java.util.List;

/** One of an enum's symbols. */
final class EnumReader extends TextReader {

    private static final int NAMED = 10;

    private final NameTable symbols;

    EnumReader(Parts parts, boolean nullable, List<String> symbols) {
        super(parts, nullable, "one of the symbols " + describe(symbols));
        this.symbols = new NameTable();
        for (int i = 0; i < symbols.size(); i++) {
            this.symbols.put(symbols.get(i), i);
        }
    }

    private static String describe(List<String> symbols) {
        return symbols.size() <= NAMED
                ? String.join(", ", symbols)
                : String.join(", ", symbols.subList(0, NAMED)) + " and " + (symbols.size() - NAMED) + " more";
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        if (symbols.find(array, offset, length) < 0) {
            refuse(p, "a string that is none of them");
            return false;
        }
        out.setView(slot, array, offset, length);
        return true;
    }
}
