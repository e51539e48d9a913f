package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Expected;
import io.millrace.job.record.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Resolver;

/** An enum: the writer's symbols as those of the reader, by Avro's rules. */
final class AvroEnum implements AvroReader {

    private final AvroParts parts;
    private final Resolver.EnumAdjust action;
    private final String expected;
    private final byte[][] symbols;

    AvroEnum(AvroParts parts, Resolver.EnumAdjust action) {
        this.parts = parts;
        this.action = action;
        expected = Expected.of(action.reader);
        List<String> names = action.reader.getEnumSymbols();
        symbols = new byte[action.adjustments.length][];
        for (int i = 0; i < symbols.length; i++) {
            int symbol = action.adjustments[i];
            symbols[i] = symbol < 0 ? null : names.get(symbol).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public boolean read(Slots out, int slot) {
        int from = parts.in.position();
        int symbol = parts.symbol(action.writer);
        if (symbol < 0) {
            return false;
        }
        if (symbols[symbol] == null) {
            parts.failure.mismatch(from, expected, "a symbol that is none of them");
            return false;
        }
        out.setView(slot, symbols[symbol]);
        return true;
    }
}
