package io.millrace.job.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.CountingStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.table.data.GenericRowData;

/**
 * How far files of an endless clickstream are from a size target when they are rolled by the encoder's own estimate.
 * {@code main} prints the table of {@code docs/reference/file-formats.md}.
 */
public final class FileSizes {

    private static final int DISTINCT = 20_000;

    private final List<SlotRow> rows = new ArrayList<>();
    private final Random random = new Random(1);
    private final byte[] id = new byte[36];
    private int next;

    FileSizes() {
        for (GenericRowData row : Clicks.rows(1, DISTINCT)) {
            rows.add(new SlotView(Clicks.SCHEMA.rowType()).of(row));
        }
    }

    /** The stream's next row: what repeats in it repeats, but no event has another's id or time. */
    private SlotRow next() {
        SlotRow row = rows.get(next % DISTINCT);
        long high = random.nextLong();
        System.arraycopy(new UUID(high, random.nextLong()).toString().getBytes(US_ASCII), 0, id, 0, id.length);
        row.setView(0, id, 0, id.length);
        row.setWord(2, row.word(2) + DISTINCT * 648_000L + (high & 0xFFFF));
        next++;
        return row;
    }

    /** Writes a file until its estimated size reaches the target; gives its real size as a share of the target. */
    double achieved(EncoderFactory factory, long target) throws IOException {
        CountingStream stream = new CountingStream();
        Encoder encoder = factory.create(stream);
        do {
            encoder.add(next());
        } while (encoder.encodedSize() < target);
        encoder.finish();
        return (double) stream.getPos() / target;
    }

    private void print(PrintStream out, String filter) throws IOException {
        List<String> targets = List.of("256 KiB", "1 MiB", "8 MiB", "64 MiB");
        Map<String, FormatConfig> formats = Written.formats();
        formats.keySet().removeIf(name -> !name.contains(filter));
        for (Map.Entry<String, FormatConfig> format : formats.entrySet()) {
            for (String target : targets) {
                long bytes = ByteSize.parse(target).bytes();
                EncoderFactory factory = Written.factory(format.getValue(), Clicks.SCHEMA);
                int files = bytes > 1 << 20 ? 3 : 10;
                out.printf("%-16s %-8s first %.3f, then", format.getKey(), target, achieved(factory, bytes));
                for (int i = 1; i < files; i++) {
                    out.printf(" %.3f", achieved(factory, bytes));
                }
                out.println();
            }
        }
    }

    public static void main(String[] args) throws IOException {
        new FileSizes().print(System.out, args.length == 0 ? "" : args[0]);
    }
}
