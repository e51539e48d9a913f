package io.millrace.job.reject;

import static io.millrace.job.reject.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.Trouble;
import io.millrace.job.testkit.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.junit.jupiter.api.Test;

final class LetterStateTest {

    private static final List<Letter> LETTERS = List.of(
            letter(4, "{\"message\":\"héllo 🦆\"}"),
            new Letter(letter(-1).head(), Letter.Form.POINTER, "{\"letter_path\":\"s3://lake/_large/x.json\"}"));

    private final LetterStateSerializer serializer = new LetterStateSerializer();

    @Test
    void lettersThatAreNotSentYetAreWrittenAndReadAsTheFirstReleaseDid() throws Exception {
        BufferedRequestState<Letter> state = new BufferedRequestState<>(LETTERS.stream()
                .map(letter -> new RequestEntryWrapper<>(letter, letter.size()))
                .toList());
        GoldenFile golden = new GoldenFile("letters-to-send-v1.bin");
        golden.assertHolds(SimpleVersionedSerialization.writeVersionAndSerialize(serializer, state));

        List<RequestEntryWrapper<Letter>> read = SimpleVersionedSerialization.readVersionAndDeSerialize(
                        serializer, golden.bytes())
                .getBufferedRequestEntries();

        assertThat(read).extracting(RequestEntryWrapper::getRequestEntry).isEqualTo(LETTERS);
        assertThat(read)
                .extracting(RequestEntryWrapper::getSize)
                .isEqualTo(LETTERS.stream().map(Letter::size).toList());
    }

    @Test
    void aLetterThatHasFailedBeginsAnewAfterARestore() throws Exception {
        BufferedRequestState<Letter> state = new BufferedRequestState<>(List.of(
                new RequestEntryWrapper<>(letter(0).failed(17, Trouble.PASSING).failed(18, Trouble.THROTTLED), 1)));

        BufferedRequestState<Letter> read = serializer.deserialize(1, serializer.serialize(state));

        assertThat(read.getBufferedRequestEntries())
                .extracting(RequestEntryWrapper::getRequestEntry)
                .containsExactly(letter(0));
    }

    @Test
    void lettersOfAnUnknownVersionAreRefused() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessage("expected version 1 of dead letters to send, but got version 2: the state was written by"
                        + " another release");
    }
}
