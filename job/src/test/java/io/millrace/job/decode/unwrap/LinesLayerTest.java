package io.millrace.job.decode.unwrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Lines are found eight bytes at a time: the same must come out as from looking at one after the other. */
class LinesLayerTest {

    @Property
    void linesAreThoseThatLookingAtEveryByteFinds(
            @ForAll("texts") byte[] text,
            @ForAll @IntRange(max = 9) int before,
            @ForAll @IntRange(max = 9) int behind) {
        byte[] array = new byte[before + text.length + behind];
        Arrays.fill(array, (byte) '\n');
        System.arraycopy(text, 0, array, before, text.length);
        List<String> found = new ArrayList<>();

        new LinesLayer()
                .unwrap(
                        Messages.message("m", ""),
                        array,
                        before,
                        text.length,
                        (message, bytes, offset, length) ->
                                found.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)));

        assertThat(found).isEqualTo(lines(new String(text, StandardCharsets.ISO_8859_1)));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\n"))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .filter(line -> !line.matches("[ \t\r]*"))
                .toList();
    }

    /** Line feeds, and the bytes that arithmetic could take for one: their neighbours, and the same with the high bit. */
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<Byte> bytes = Arbitraries.of(
                (byte) '\n',
                (byte) '\n',
                (byte) 0x0b,
                (byte) 0x09,
                (byte) 0x8a,
                (byte) 0x8b,
                (byte) 0,
                (byte) '\r',
                (byte) ' ',
                (byte) 'x',
                (byte) 0xff);
        return bytes.array(byte[].class).ofMaxSize(70);
    }
}
