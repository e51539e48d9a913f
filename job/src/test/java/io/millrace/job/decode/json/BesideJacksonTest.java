package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SlotRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;

/** Random documents for random schemas: the decoder and {@link TreeDecoder} take and refuse the same, with the same values. */
final class BesideJacksonTest {

    private static final Pattern NO_DIGIT_IN_AN_ESCAPE =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7F]");

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void goodDocumentsBecomeTheSameRows(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = new RandomSchemas(random).next();
        Decoding decoding = Decoding.of(schema);
        RandomDocuments documents = new RandomDocuments(random, 1_000_000);
        for (int i = 0; i < 10; i++) {
            byte[] document = documents.next(schema).getBytes(StandardCharsets.UTF_8);
            assertThat(compare(decoding, document, schema))
                    .as(() -> decoding.rejection() + new String(document, StandardCharsets.UTF_8))
                    .isTrue();
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void documentsWithWrongValuesAreRefusedWhereTheyShouldBe(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = new RandomSchemas(random).next();
        Decoding decoding = Decoding.of(schema);
        RandomDocuments documents = new RandomDocuments(random, 12);
        for (int i = 0; i < 10; i++) {
            compare(decoding, documents.next(schema).getBytes(StandardCharsets.UTF_8), schema);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void damagedBytesAreJudgedTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = new RandomSchemas(random).next();
        Decoding decoding = Decoding.of(schema);
        RandomDocuments documents = new RandomDocuments(random, 1_000_000);
        for (int i = 0; i < 30; i++) {
            compare(decoding, damaged(documents.next(schema).getBytes(StandardCharsets.UTF_8), random), schema);
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void aCopySurvivesWhatHappensToTheSlots(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = new RandomSchemas(random).next();
        Decoding decoding = Decoding.of(schema);
        RowDataSerializer serializer = new RowDataSerializer(decoding.schema().rowType());
        RandomDocuments documents = new RandomDocuments(random, 1_000_000);
        byte[] first = documents.next(schema).getBytes(StandardCharsets.UTF_8);
        SlotRow row = decoding.decode(first);
        String before = decoding.shown(row);
        RowData copy = serializer.copy(row);
        RowData binary = serializer.toBinaryRow(row).copy();

        row.poison();
        assertThat(decoding.decode(documents.next(schema).getBytes(StandardCharsets.UTF_8)))
                .isSameAs(row);
        Arrays.fill(first, (byte) '?');

        assertThat(Shown.row(copy, decoding.schema().rowType(), schema)).isEqualTo(before);
        assertThat(Shown.row(binary, decoding.schema().rowType(), schema)).isEqualTo(before);
    }

    /**
     * Returns true when both have taken the document. Not compared where Jackson takes a character beyond ASCII for a
     * hexadecimal digit of an escape, because the lowest byte of its number is one's: that is no JSON.
     */
    private static boolean compare(Decoding decoding, byte[] json, Schema schema) {
        if (NO_DIGIT_IN_AN_ESCAPE
                .matcher(new String(json, StandardCharsets.UTF_8))
                .find()) {
            return false;
        }
        // The record is part of a larger array, as a line of a file is: nothing around it may matter.
        byte[] around = new byte[json.length + 17];
        Arrays.fill(around, (byte) '1');
        System.arraycopy(json, 0, around, 9, json.length);
        SlotRow row = decoding.decoder().decode(around, 9, json.length);
        String expected = null;
        String why = null;
        try {
            expected = TreeDecoder.decode(json, schema);
        } catch (TreeDecoder.Refused e) {
            why = e.getMessage();
        }
        String found = row == null ? null : decoding.shown(row);
        if (found == null && expected != null) {
            why = decoding.rejection().toString();
        }
        assertThat(found)
                .as("%s%n of %s%n by %s", why, new String(json, StandardCharsets.UTF_8), schema)
                .isEqualTo(expected);
        return found != null;
    }

    private static byte[] damaged(byte[] json, Random random) {
        byte[] damaged = json.clone();
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(6)) {
            case 0 -> damaged[at] = (byte) random.nextInt();
            case 1 -> damaged[at] = (byte) "{}[]\",:\\0123456789-+.eEtfn \n".charAt(random.nextInt(28));
            case 2 -> damaged = Arrays.copyOf(damaged, at);
            case 3 -> {
                // A byte is gone.
                System.arraycopy(json, at + 1, damaged, at, json.length - at - 1);
                damaged = Arrays.copyOf(damaged, json.length - 1);
            }
            case 4 -> {
                // A piece comes twice.
                int length = random.nextInt(damaged.length - at);
                damaged = Arrays.copyOf(damaged, json.length + length);
                System.arraycopy(json, at, damaged, json.length, length);
            }
            default -> {
                int other = random.nextInt(damaged.length);
                damaged[at] = json[other];
                damaged[other] = json[at];
            }
        }
        return damaged;
    }
}
