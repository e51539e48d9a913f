package io.millrace.job.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class KnownTextsTest {

    private final KnownTexts texts = new KnownTexts();
    private final KnownBytes bytes = new KnownBytes();

    @Test
    void aTextThatRecursIsTheSameObjectAndSoAreItsBytes() {
        String first = text("Malmö");
        assertThat(first).isEqualTo("Malmö").isSameAs(text("Malmö"));
        assertThat(bytes.of(first)).isEqualTo("Malmö".getBytes(UTF_8)).isSameAs(bytes.of(new String("Malmö")));
    }

    @Test
    void theBytesItWasReadFromMayChangeAfterwards() {
        byte[] buffer = "..Lima..".getBytes(UTF_8);
        String lima = texts.text(buffer, 2, 4);
        buffer[3] = 'a';
        assertThat(texts.text(buffer, 2, 4)).isEqualTo("Lama");
        assertThat(lima).isEqualTo("Lima");
        assertThat(text("Lima")).isEqualTo("Lima");
    }

    @Test
    void textsThatDoNotRecurAreNoLongerLookedForAndStillRight() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(text("id-" + i)).isEqualTo("id-" + i);
            assertThat(bytes.of("id-" + i)).isEqualTo(("id-" + i).getBytes(UTF_8));
        }
        assertThat(text("again")).isEqualTo("again").isNotSameAs(text("again"));
        assertThat(bytes.of("again")).isEqualTo("again".getBytes(UTF_8)).isNotSameAs(bytes.of("again"));
    }

    @Test
    void whatBeginsToRecurIsFoundAfterAWhile() {
        for (int i = 0; i < 5_000; i++) {
            text("id-" + i);
        }
        for (int i = 0; i < 64 * 4096; i++) {
            text("name");
        }
        assertThat(text("name")).isSameAs(text("name"));
    }

    @Test
    void aLongTextIsMadeAnew() {
        String longer = "x".repeat(257);
        assertThat(text(longer)).isEqualTo(longer).isNotSameAs(text(longer));
        assertThat(bytes.of(longer)).isEqualTo(longer.getBytes(UTF_8)).isNotSameAs(bytes.of(longer));
    }

    /** Few places and many texts, so that they push each other out. */
    @Property(tries = 20)
    void everyTextComesThroughAsItIs(@ForAll @Size(2_000) List<@IntRange(max = 3_000) Integer> names) {
        KnownTexts reading = new KnownTexts();
        KnownBytes writing = new KnownBytes();
        for (int name : names) {
            String text = "é?".repeat(name % 3) + name;
            byte[] utf8 = text.getBytes(UTF_8);
            String read = reading.text(utf8, 0, utf8.length);
            assertThat(read).isEqualTo(text);
            assertThat(writing.of(read)).isEqualTo(utf8);
        }
    }

    @Property
    void halfOfAPairIsRefusedAndNothingElse(@ForAll char[] chars) {
        String text = new String(chars);
        boolean valid = UTF_8.newEncoder().canEncode(text);
        if (valid) {
            assertThat(new KnownBytes().of(text)).isEqualTo(text.getBytes(UTF_8));
        } else {
            assertThatThrownBy(() -> new KnownBytes().of(text))
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessageContaining("half of a surrogate pair at index " + firstHalf(text));
        }
    }

    @Test
    void aQuestionMarkIsNoHalf() {
        assertThat(bytes.of("?a=?")).isEqualTo("?a=?".getBytes(UTF_8));
        assertThatThrownBy(() -> bytes.of("?\uD83D?"))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("at index 1");
    }

    private static int firstHalf(String text) {
        int end = 0;
        while (UTF_8.newEncoder().canEncode(text.substring(0, end + 1))
                || end + 1 < text.length() && UTF_8.newEncoder().canEncode(text.substring(0, end + 2))) {
            end++;
        }
        return end;
    }

    private String text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return texts.text(utf8, 0, utf8.length);
    }
}
