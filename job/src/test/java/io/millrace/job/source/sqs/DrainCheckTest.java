package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.SqsQueue.Counters;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrainCheckTest {

    private static final Counters EMPTY = new Counters(0, 0, 0);
    private static final Set<Integer> READERS = Set.of(0, 1);

    private final DrainCheck drain = new DrainCheck();

    @Test
    void threeEmptyReadingsWithIdleReadersEndADrain() {
        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isTrue();
    }

    @Test
    void aMessageInAnyConditionStartsTheCountAgain() {
        for (Counters counters : new Counters[] {new Counters(1, 0, 0), new Counters(0, 1, 0), new Counters(0, 0, 1)}) {
            emptyRound();
            emptyRound();
            assertThat(drain.read(counters, READERS)).isFalse();
        }
        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isTrue();
    }

    @Test
    void aReaderThatHoldsSomethingStartsTheCountAgain() {
        emptyRound();
        emptyRound();
        drain.read(EMPTY, READERS);
        drain.answered(0, new DrainAnswer(drain.round(), false, 5));
        assertThat(drain.answered(1, new DrainAnswer(drain.round(), true, 7))).isFalse();

        assertThat(emptyRound()).isFalse();
    }

    @Test
    void aReaderThatReceivedSomethingSinceTheLastReadingStartsTheCountAgain() {
        emptyRound();
        emptyRound();
        drain.read(EMPTY, READERS);
        drain.answered(0, new DrainAnswer(drain.round(), true, 6));
        assertThat(drain.answered(1, new DrainAnswer(drain.round(), true, 7))).isFalse();
    }

    @Test
    void aReadingThatNotAllReadersAnsweredDoesNotCount() {
        emptyRound();
        emptyRound();
        drain.read(EMPTY, READERS);
        drain.answered(0, new DrainAnswer(drain.round(), true, 5));

        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isFalse();
        assertThat(emptyRound()).isTrue();
    }

    @Test
    void answersToEarlierQuestionsAndFromStrangersAreIgnored() {
        emptyRound();
        emptyRound();
        long earlier = drain.round();
        drain.read(EMPTY, READERS);
        drain.answered(0, new DrainAnswer(drain.round(), true, 5));

        assertThat(drain.answered(1, new DrainAnswer(earlier, true, 7))).isFalse();
        assertThat(drain.answered(2, new DrainAnswer(drain.round(), true, 7))).isFalse();
        assertThat(drain.answered(1, new DrainAnswer(drain.round(), true, 7))).isTrue();
    }

    @Test
    void aReaderThatComesOrGoesStartsTheCountAgain() {
        emptyRound();
        emptyRound();
        drain.restart();
        assertThat(emptyRound()).isFalse();
    }

    private boolean emptyRound() {
        assertThat(drain.read(EMPTY, READERS)).isTrue();
        drain.answered(0, new DrainAnswer(drain.round(), true, 5));
        return drain.answered(1, new DrainAnswer(drain.round(), true, 7));
    }
}
