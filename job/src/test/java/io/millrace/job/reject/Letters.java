package io.millrace.job.reject;

import java.util.List;
import java.util.stream.IntStream;

/** Letters for tests. */
final class Letters {

    static final String MESSAGE_ID = "2f1c5c549d3e4c4b8a530d3b7c6f0a11";

    private Letters() {}

    static Letter letter(int index) {
        return letter(index, "{\"record_index\":" + index + "}");
    }

    static Letter letter(int index, String body) {
        return new Letter(
                new LetterHead("clicks", MESSAGE_ID, index, "decode", "malformed", "2025/10/09/09"),
                Letter.Form.LETTER,
                body);
    }

    static List<Letter> letters(int count) {
        return IntStream.range(0, count).mapToObj(Letters::letter).toList();
    }
}
